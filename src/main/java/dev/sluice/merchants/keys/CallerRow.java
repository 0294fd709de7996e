package dev.sluice.merchants.keys;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Caller.Owner;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Scope;
import io.r2dbc.spi.Readable;

/** A caller as statements find one by a key. */
public final class CallerRow {

	/**
	 * The columns of a key {@code k}, of its merchant and of the world that it is for.
	 */
	public static final String COLUMNS = "m.merchant_id, m.name, w.mode, w.world_id, k.key_id, k.name, k.scopes";

	/** The tables that those columns are of, joined to what comes before. */
	public static final String JOINS = "join merchants m using (merchant_id) join worlds w using (merchant_id, mode)";

	/** How many columns those are. */
	public static final int WIDTH = 7;

	private CallerRow() {
	}

	/** Reads the columns, which come first in the row. */
	public static Caller read(Readable row) {
		return new Caller(owner(row), new Actor.Key(column(row, 4, UUID.class), column(row, 5, String.class)),
				scopes(column(row, 6, String[].class)));
	}

	/** Reads the first four alone, of whomever they are. */
	public static Owner owner(Readable row) {
		return new Owner(column(row, 0, UUID.class), column(row, 1, String.class),
				Mode.find(column(row, 2, String.class)).orElseThrow(), new MerchantId(column(row, 3, UUID.class)));
	}

	/** A scope that only a later version knows opens nothing here. */
	static Set<Scope> scopes(String[] names) {
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		Arrays.stream(names).flatMap((name) -> Scope.find(name).stream()).forEach(scopes::add);
		return scopes;
	}

	/** A column that is declared {@code not null}. */
	static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
