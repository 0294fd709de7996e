package dev.sluice.destinations.registry;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import io.r2dbc.spi.Readable;

/** Reads destinations from rows. */
public final class DestinationRow {

	/** Of the table {@code d}. */
	public static final String COLUMNS = """
			d.merchant_id, d.destination_id, d.type, d.status, d.reason, d.description, d.url, d.types, d.payload, d.cursor,
			d.created_at, d.updated_at""";

	/** How many columns those are. */
	public static final int WIDTH = 12;

	private DestinationRow() {
	}

	/** Reads one from the first columns of a row. */
	public static Destination read(Readable row) {
		return new Destination(new MerchantId(column(row, 0, UUID.class)), column(row, 1, UUID.class),
				Destination.Type.valueOf(name(row, 2)), Destination.Status.valueOf(name(row, 3)),
				row.get(4, String.class), row.get(5, String.class), row.get(6, String.class),
				Set.of(column(row, 7, String[].class)), Destination.Payload.valueOf(name(row, 8)),
				column(row, 9, Long.class), column(row, 10, Instant.class), column(row, 11, Instant.class));
	}

	private static String name(Readable row, int index) {
		return column(row, index, String.class).toUpperCase(Locale.ROOT);
	}

	/** A column that is not null. */
	public static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
