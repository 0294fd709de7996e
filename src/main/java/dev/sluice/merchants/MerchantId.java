package dev.sluice.merchants;

import java.util.UUID;

import dev.sluice.platform.TypeId;

/** The id of a merchant, written {@code mer_…}. */
public record MerchantId(UUID value) {

	@Override
	public String toString() {
		return TypeId.write("mer", this.value);
	}

}
