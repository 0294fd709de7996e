package dev.sluice.merchants.registry;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.keys.KeyView;
import dev.sluice.values.TypeId;
import io.r2dbc.spi.Readable;

/**
 * A merchant as the API shows it.
 *
 * @param id written {@code mer_…}
 * @param enabled whether anybody is let in on its behalf
 * @param apiKeys its first keys with their secrets, in the answer to its making alone
 */
record MerchantView(String id, String name, boolean enabled, Instant createdAt,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) List<KeyView> apiKeys) {

	static final String COLUMNS = "merchant_id, name, enabled, created_at";

	static MerchantView read(Readable row) {
		return new MerchantView(TypeId.write(MerchantId.PREFIX, column(row, 0, UUID.class)),
				column(row, 1, String.class), column(row, 2, Boolean.class), column(row, 3, Instant.class), List.of());
	}

	/** The same with its first keys. */
	MerchantView with(List<KeyView> keys) {
		return new MerchantView(this.id, this.name, this.enabled, this.createdAt, keys);
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
