package dev.sluice.payments.recording;

import java.util.List;
import java.util.UUID;

import dev.sluice.postgres.lookups.Rows;
import dev.sluice.values.RawJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;

/** Payments as the API shows them, by their merchants and ids. */
final class PaymentRows implements Rows<PaymentRows.Key, RawJson> {

	/**
	 * Rows from before sizes were kept count as large. Each is looked up by its key,
	 * whatever the database believes of the table.
	 */
	private static final String FIND = """
			select asked.place, found.data
			  from unnest($1::uuid[], $2::uuid[]) with ordinality as asked (merchant_id, payment_id, place)
			 cross join lateral (
			    select case when coalesce(p.bytes, 2147483647) <= $3 then p.data end as data from payments p
			     where p.merchant_id = asked.merchant_id and p.payment_id = asked.payment_id limit 1) found""";

	@Override
	public String sql() {
		return FIND;
	}

	@Override
	public void bind(Statement statement, List<Key> keys, long bytes) {
		UUID[] merchants = new UUID[keys.size()];
		UUID[] payments = new UUID[keys.size()];
		for (int i = 0; i < merchants.length; i++) {
			merchants[i] = keys.get(i).merchant();
			payments[i] = keys.get(i).payment();
		}
		var _ = statement.bind(0, merchants).bind(1, payments).bind(2, bytes);
	}

	@Override
	public @Nullable RawJson read(Key key, Readable row) {
		Json data = row.get(1, Json.class);
		return (data != null) ? RawJson.of(data.asArray()) : null;
	}

	/** Which payment of which merchant. */
	record Key(UUID merchant, UUID payment) {
	}

}
