package dev.sluice.payments.search;

import java.util.List;
import java.util.UUID;

import dev.sluice.memory.PageSize;
import dev.sluice.postgres.lookups.Rows;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;

/** Pages of all payments of their merchants, newest first. */
final class PageRows implements Rows<PageRows.Key, JoinedPage> {

	/**
	 * How many pages are asked for is hidden from the planner: a plan for a few looks
	 * cheaper to it than one for any number, so that it would plan each time anew.
	 */
	private static final String PAGES = """
			select asked.place, page.*
			  from unnest((select $1::uuid[]), (select $2::uuid[]), (select $3::int[]), (select $4::bigint[]))
			       with ordinality as asked (merchant_id, before, items, bytes, place)
			 cross join lateral ({page}) page""";

	private final String sql;

	/**
	 * Reads what another statement reads for one.
	 * @param page binds a merchant, the payment before the page, and its size: in items
	 * and in bytes
	 */
	PageRows(String page) {
		this.sql = PAGES.replace("{page}",
				page.replace("$1", "asked.merchant_id")
					.replace("$2", "asked.before")
					.replace("$3", "asked.items")
					.replace("$4", "asked.bytes"));
	}

	@Override
	public String sql() {
		return this.sql;
	}

	@Override
	public void bind(Statement statement, List<Key> keys, long bytes) {
		var _ = statement.bind(0, keys.stream().map(Key::merchant).toArray(UUID[]::new))
			.bind(1, keys.stream().map(Key::before).toArray(UUID[]::new))
			.bind(2, keys.stream().map((key) -> key.size().items()).toArray(Integer[]::new))
			.bind(3, keys.stream().map((key) -> key.size().bytes()).toArray(Long[]::new));
	}

	@Override
	public JoinedPage read(Key key, Readable row) {
		return JoinedPage.of(row, 1, key.size());
	}

	/** Whose page, behind which payment. */
	record Key(UUID merchant, UUID before, PageSize size) {
	}

}
