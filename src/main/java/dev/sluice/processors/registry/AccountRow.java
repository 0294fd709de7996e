package dev.sluice.processors.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** Reads accounts from rows, and writes what they hold in JSON. */
@Component
public class AccountRow {

	/** Of the table {@code a}. */
	public static final String COLUMNS = """
			a.merchant_id, a.account_id, a.processor, a.label, a.enabled, a.rank, a.currencies, a.amount_gte, a.amount_lte,
			a.payment_methods, a.shown, a.secrets, a.webhook_secret is not null, a.first_used_at, a.created_at,
			a.updated_at""";

	/** How many columns those are. */
	static final int WIDTH = 16;

	private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
	};

	private final JsonMapper json;

	AccountRow(JsonMapper json) {
		this.json = json;
	}

	/** Reads one from the first columns of a row. */
	public ProcessorAccount read(Readable row) {
		RoutingRule routing = new RoutingRule(Set.of(column(row, 6, String[].class)), row.get(7, Long.class),
				row.get(8, Long.class), Set.of(column(row, 9, String[].class)));
		return new ProcessorAccount(new MerchantId(column(row, 0, UUID.class)), column(row, 1, UUID.class),
				column(row, 2, String.class), column(row, 3, String.class), column(row, 4, Boolean.class),
				column(row, 5, Integer.class), routing, texts(column(row, 10, Json.class).asArray()),
				List.of(column(row, 11, String[].class)), column(row, 12, Boolean.class), row.get(13, Instant.class),
				column(row, 14, Instant.class), column(row, 15, Instant.class));
	}

	/** A column that is not null. */
	static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/** Texts by their names, from JSON. */
	Map<String, String> texts(byte[] written) {
		return this.json.readValue(written, TEXTS);
	}

	/** Texts by their names, as JSON. */
	public byte[] written(Map<String, String> texts) {
		return this.json.writeValueAsBytes(texts);
	}

}
