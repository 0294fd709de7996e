package dev.sluice.payments.words;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a processor calls an operation, such as {@code pi_…} or a {@code pspReference}: 1
 * to 255 visible ASCII characters. By it the operations that follow name the one that
 * they are about.
 */
public record ProcessorReference(String value) {

	private static final int MAX_LENGTH = 255;

	public ProcessorReference {
		if (!isFit(value)) {
			throw new IllegalArgumentException("Not a reference of a processor");
		}
	}

	/** Reads what a processor said; empty where that cannot be a reference. */
	public static Optional<ProcessorReference> read(String text) {
		return isFit(text) ? Optional.of(new ProcessorReference(text)) : Optional.empty();
	}

	@JsonCreator
	static ProcessorReference of(String text) {
		return new ProcessorReference(text);
	}

	private static boolean isFit(String text) {
		return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch((c) -> c > ' ' && c < 0x7f);
	}

	@Override
	@JsonValue
	public String toString() {
		return this.value;
	}

}
