package dev.sluice.payments.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.Booking;
import dev.sluice.payments.words.OperationId;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.Share;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * The operations of the gateway, read beside running ones in transactions that can change
 * nothing. By their ids they sort by the time at which they were begun.
 */
@Component
class OwnBook {

	private static final String JOINED = """
			  join payments p on p.merchant_id = o.merchant_id and p.payment_id = o.payment_id
			  left join lateral (
			    select processor_reference from operations c
			     where c.merchant_id = o.merchant_id and c.payment_id = o.payment_id and c.kind in ('authorize', 'sale')
			     order by operation_id limit 1) c on true
			""";

	/** Of one merchant after the other, and then the first of all. */
	private static final String PAGE = """
			select %s from (
			  select o.* from (
			    select world_id as merchant_id from worlds where cardinality($1::uuid[]) = 0 or world_id = any($1)) w
			   cross join lateral (
			    select * from operations o
			     where o.merchant_id = w.merchant_id and operation_id >= $2 and operation_id < $3 and processor = $4
			     order by operation_id limit $5) o
			   order by operation_id limit $5) o
			%s order by o.operation_id""".formatted(OwnEntry.COLUMNS, JOINED);

	private static final String FIND = """
			select %s, b.merchant_id, b.operation_id, w.merchant_id, w.mode, now()
			  from unnest($1::uuid[], $2::uuid[]) as b (merchant_id, operation_id)
			  left join worlds w on w.world_id = b.merchant_id
			  left join operations o on o.merchant_id = b.merchant_id and o.operation_id = b.operation_id
			""".formatted(OwnEntry.COLUMNS) + JOINED.replace("  join", "  left join");

	private static final String PROCESSORS = """
			select distinct o.processor from (
			  select world_id as merchant_id from worlds where cardinality($1::uuid[]) = 0 or world_id = any($1)) w
			  join operations o on o.merchant_id = w.merchant_id and operation_id >= $2 and operation_id < $3
			 order by 1""";

	private static final String WORLDS = "select world_id from worlds where merchant_id = $1";

	private static final int WIDTH = 11;

	private final Share share;

	private final DatabaseClient database;

	OwnBook(Connections connections) {
		this.share = connections.exports();
		this.database = this.share.client();
	}

	/**
	 * A page of a processor's operations, in order of their ids.
	 * @param from the id from which on
	 * @param to the id before which
	 */
	Mono<List<OwnEntry>> page(Subject subject, UUID from, UUID to, int limit) {
		return this.database.sql(PAGE)
			.bind(0, subject.worlds().toArray(UUID[]::new))
			.bind(1, from)
			.bind(2, to)
			.bind(3, subject.processor())
			.bind(4, limit)
			.map((row) -> OwnEntry.read(row))
			.all()
			.collectList()
			.as(this.share.reading()::transactional);
	}

	/** What there is of operations now, in any order; one for each. */
	Mono<List<Known>> find(List<Booking> bookings) {
		return find(bookings.stream().map((each) -> each.merchant().value()).toArray(UUID[]::new),
				bookings.stream().map((each) -> each.operation().value()).toArray(UUID[]::new));
	}

	/** The same of some that were read before. */
	Mono<List<Known>> again(List<OwnEntry> entries) {
		return find(entries.stream().map((each) -> each.entry().merchant().value()).toArray(UUID[]::new),
				entries.stream().map((each) -> each.id().value()).toArray(UUID[]::new));
	}

	private Mono<List<Known>> find(UUID[] merchants, UUID[] operations) {
		return this.database.sql(FIND)
			.bind(0, merchants)
			.bind(1, operations)
			.map((row) -> known(row))
			.all()
			.collectList()
			.as(this.share.reading()::transactional);
	}

	private static Known known(Readable row) {
		UUID world = Objects.requireNonNull(row.get(WIDTH, UUID.class));
		UUID owner = row.get(WIDTH + 2, UUID.class);
		return new Known(new OperationId(Objects.requireNonNull(row.get(WIDTH + 1, UUID.class))),
				new MerchantId((owner != null) ? owner : world), row.get(WIDTH + 3, String.class),
				(row.get(0, UUID.class) != null) ? OwnEntry.read(row) : null,
				Objects.requireNonNull(row.get(WIDTH + 4, Instant.class)));
	}

	/** Which processors were asked. */
	Mono<List<String>> processors(List<UUID> worlds, UUID from, UUID to) {
		return this.database.sql(PROCESSORS)
			.bind(0, worlds.toArray(UUID[]::new))
			.bind(1, from)
			.bind(2, to)
			.mapValue(String.class)
			.all()
			.collectList()
			.as(this.share.reading()::transactional);
	}

	/** What a merchant is in its modes; nothing where there is no such merchant. */
	Mono<List<UUID>> worlds(MerchantId merchant) {
		return this.database.sql(WORLDS)
			.bind(0, merchant.value())
			.mapValue(UUID.class)
			.all()
			.collectList()
			.as(this.share.reading()::transactional);
	}

	/** The time by the clock that all instances share. */
	Mono<Instant> now() {
		return this.database.sql("select now()").mapValue(Instant.class).one().as(this.share.reading()::transactional);
	}

	/**
	 * What is known of an operation.
	 *
	 * @param merchant the merchant, whatever its mode
	 * @param mode null where there is no such merchant
	 * @param entry null where there is no such operation
	 * @param now when that was read
	 */
	record Known(OperationId id, MerchantId merchant, @Nullable String mode, @Nullable OwnEntry entry, Instant now) {
	}

}
