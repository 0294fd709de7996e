package dev.sluice.merchants;

import java.util.Optional;
import java.util.UUID;

import dev.sluice.values.TypeId;

/**
 * The id of a merchant in one of its modes, under which payments and events are kept;
 * written {@code mer_…}. In test mode it is the merchant's own.
 */
public record MerchantId(UUID value) {

	/** What such ids begin with. */
	public static final String PREFIX = "mer";

	/** Reads an id; empty where the text is not one. */
	public static Optional<MerchantId> read(String text) {
		return TypeId.read(PREFIX, text).map(MerchantId::new);
	}

	@Override
	public String toString() {
		return TypeId.write(PREFIX, this.value);
	}

}
