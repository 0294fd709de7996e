package dev.sluice.payments.search;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.sluice.http.QueryParameters;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.search.PaymentSummary.Declines;
import dev.sluice.payments.search.PaymentSummary.Group;
import dev.sluice.payments.words.Outcome;
import dev.sluice.postgres.Connections;
import dev.sluice.values.CardNumbers;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Adds up payments by status, currency and time of creation, and what was declined by its
 * code.
 */
@Component
class PaymentSummaries {

	private static final int MAX_GROUPS = 20_000;

	/** What a group, or a code, takes as it was read and as it is written. */
	private static final int GROUP_ROOM = 800;

	/** The room that the longest summary takes. */
	static final long MOST_ROOM = (long) MAX_GROUPS * GROUP_ROOM;

	/**
	 * A payment that was declined before codes were cleaned may have one that a text of
	 * the database cannot hold, or that is as long as a body.
	 */
	private static final String CODE = """
			left(case when strpos(data::text, '\\u0000') = 0 then data #>> '{decline,code}'
			          else regexp_replace(data::text, '(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000', '\\1', 'g')::json
			               #>> '{decline,code}' end, {limit})""".replace("{limit}", String.valueOf(Outcome.MAX_CODE));

	private static final String SUMMARY = """
			select head.position, sums.start, sums.status, sums.currency, sums.count, sums.amount, sums.captured,
			       sums.refunded, sums.decline
			  from (select {head} as position) head
			  left join (
			    select date_bin(make_interval(secs => $2), created_at, timestamptz '1970-01-01 00:00:00Z') as start,
			           status, currency, case when status = 'declined' then {code} end as decline,
			           count(*) as count, sum(amount) as amount, sum(amount_captured) as captured,
			           sum(amount_refunded) as refunded
			      from payments
			     where merchant_id = $1 {conditions}
			     group by grouping sets ((1, 2, 3), (4))
			     limit $3) sums on true
			 order by sums.start, sums.status, sums.currency, sums.decline""".replace("{code}", CODE)
		.replace("{head}", Journal.HEAD);

	private final DatabaseClient database;

	PaymentSummaries(Connections connections) {
		this.database = connections.reads().client();
	}

	/**
	 * The summary of a merchant's payments.
	 * @param room that there is for it
	 * @return never empty; {@link NoRoom} where it takes more, and a
	 * {@link dev.sluice.http.Problem} 422 where it would be too long to be read
	 */
	Mono<PaymentSummary> read(MerchantId merchant, SummaryRequest request, long room) {
		int most = Math.clamp(room / GROUP_ROOM, 1, MAX_GROUPS);
		return query(merchant, request, most).on(this.database)
			.map(PaymentSummaries::row)
			.all()
			.collectList()
			.map((rows) -> summary(request, rows, most));
	}

	static PaymentQuery query(MerchantId merchant, SummaryRequest request) {
		return query(merchant, request, MAX_GROUPS);
	}

	private static PaymentQuery query(MerchantId merchant, SummaryRequest request, int most) {
		PaymentConditions conditions = new PaymentConditions(merchant.value(), (double) request.bucket().toSeconds(),
				most + 1);
		conditions.createdFrom(request.from());
		request.currency().ifPresent((code) -> conditions.and("currency =", code));
		return conditions.query(SUMMARY);
	}

	private static PaymentSummary summary(SummaryRequest request, List<Row> rows, int most) {
		if (rows.size() > most && most < MAX_GROUPS) {
			throw new NoRoom();
		}
		if (rows.size() > MAX_GROUPS) {
			throw QueryParameters.invalid("bucket", "must be longer, or the window shorter: there is too much to list");
		}
		return new PaymentSummary(request.from(), request.to(), request.bucket().toSeconds(),
				rows.getFirst().position(), rows.stream().flatMap((row) -> row.group().stream()).toList(),
				rows.stream().flatMap((row) -> row.declines().stream()).toList());
	}

	private static Row row(Readable row) {
		Instant start = row.get(1, Instant.class);
		String decline = row.get(8, String.class);
		return new Row(required(row, 0, Long.class),
				(start != null) ? Optional.of(group(start, row)) : Optional.empty(),
				(decline != null) ? Optional.of(new Declines(CardNumbers.mask(decline), required(row, 4, Long.class)))
						: Optional.empty());
	}

	private static Group group(Instant start, Readable row) {
		return new Group(start, required(row, 2, String.class), required(row, 3, String.class),
				required(row, 4, Long.class), sum(row, 5), sum(row, 6), sum(row, 7));
	}

	private static BigInteger sum(Readable row, int index) {
		return required(row, index, BigDecimal.class).toBigIntegerExact();
	}

	private static <T> T required(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/** It is longer than there is room for. */
	static final class NoRoom extends RuntimeException {

		NoRoom() {
			super("The summary is longer than there is room for", null, false, false);
		}

	}

	/** A group, or the declines of a code, or neither, beside the journal's position. */
	private record Row(long position, Optional<Group> group, Optional<Declines> declines) {
	}

}
