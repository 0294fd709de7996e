package dev.sluice.payments.words;

import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.values.TypeId;

/**
 * The id of a payment, written {@code pay_…}; it sorts by the time at which it was made.
 */
public record PaymentId(UUID value) {

	private static final String PREFIX = "pay";

	/** Reads an id; empty where the text is not one. */
	public static Optional<PaymentId> read(String text) {
		return TypeId.read(PREFIX, text).map(PaymentId::new);
	}

	/**
	 * Reads an id as JSON holds it.
	 * @throws IllegalArgumentException where the text is none
	 */
	@JsonCreator
	public static PaymentId of(String text) {
		return read(text).orElseThrow(() -> new IllegalArgumentException("Not the id of a payment"));
	}

	@Override
	@JsonValue
	public String toString() {
		return TypeId.write(PREFIX, this.value);
	}

}
