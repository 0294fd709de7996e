package dev.sluice.payments.words;

import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.values.TypeId;

/**
 * The id of an operation, written {@code op_…}: by it a processor knows a repeated call.
 */
public record OperationId(UUID value) {

	private static final String PREFIX = "op";

	/** Reads an id; empty where the text is not one. */
	public static Optional<OperationId> read(String text) {
		return TypeId.read(PREFIX, text).map(OperationId::new);
	}

	@JsonCreator
	static OperationId of(String text) {
		return read(text).orElseThrow(() -> new IllegalArgumentException("Not the id of an operation"));
	}

	@Override
	@JsonValue
	public String toString() {
		return TypeId.write(PREFIX, this.value);
	}

}
