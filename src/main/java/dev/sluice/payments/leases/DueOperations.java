package dev.sluice.payments.leases;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.postgres.Connections;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Operations that are due and belong to nobody. They are taken over by processor, and of
 * one processor by merchant in turn, so that neither waits for what the others left.
 */
@Component
public class DueOperations {

	/** An index seek for each processor, however many operations wait there. */
	private static final String PROCESSORS = """
			with recursive asked (processor) as (
			  (select processor from operations where status = 'pending' order by processor limit 1)
			  union all
			  (select o.processor from asked cross join lateral (
			     select processor from operations where status = 'pending' and processor > asked.processor
			      order by processor limit 1) o))
			select processor from asked""";

	/**
	 * One index seek leads from merchant to merchant, another one to what is due of each.
	 * What one merchant has under way counts against its share. Nothing is sorted: the
	 * line is walked in turn, and only until there is enough, since all that is looked at
	 * is locked. Where less is found than there is room for, it is said how far that
	 * looked. Payments are looked up one by one, as each is limited to one: a join would
	 * let a plan for few rows read all of them.
	 */
	private static final String TAKE_OVER = """
			with recursive line (merchant_id, turn) as (
			  (select merchant_id, 1 from operations
			    where status = 'pending' and processor = $1 and merchant_id > $2 order by merchant_id limit 1)
			  union all
			  (select o.merchant_id, line.turn + 1 from line cross join lateral (
			     select merchant_id from operations
			      where status = 'pending' and processor = $1 and merchant_id > line.merchant_id
			      order by merchant_id limit 1) o
			    where line.turn < $3)),
			due as (
			  select o.merchant_id, o.payment_id, o.operation_id, line.turn from line
			    left join unnest($4::uuid[], $5::int[]) as busy (merchant_id, calls) using (merchant_id)
			   cross join lateral (
			     select merchant_id, payment_id, operation_id from operations
			      where status = 'pending' and processor = $1 and merchant_id = line.merchant_id and due_at <= now()
			      order by due_at limit greatest(0, $6 - coalesce(busy.calls, 0)) for update skip locked) o
			   limit $7),
			taken as (
			  update operations o set due_at = now() + make_interval(secs => $8), tries = o.tries + 1, hastened = false
			    from due where o.merchant_id = due.merchant_id and o.payment_id = due.payment_id
			                   and o.operation_id = due.operation_id
			  returning o.merchant_id, o.payment_id, o.operation_id, o.processor, o.attempts::text, o.tries,
			            extract(epoch from now() - o.created_at)::float8 as age, o.processor_reference, due.turn)
			select taken.*, p.data, seen.merchant_id, seen.turn from (values (1)) as one
			  left join taken on true
			  left join lateral (select data from payments
			                      where merchant_id = taken.merchant_id and payment_id = taken.payment_id
			                      limit 1) p on true
			  left join lateral (select merchant_id, turn from line where (select count(*) from taken) < $7
			                      order by turn desc limit 1) seen on true""";

	private final DatabaseClient database;

	private final PendingOperations pending;

	private final LeaseSettings settings;

	private final JsonMapper json;

	DueOperations(Connections connections, PendingOperations pending, LeaseSettings settings, JsonMapper json) {
		this.database = connections.outcomes().client();
		this.pending = pending;
		this.settings = settings;
		this.json = json;
	}

	/** The processors that were asked for what is pending, due or not. */
	public Flux<String> processors() {
		return this.database.sql(PROCESSORS).mapValue(String.class).all();
	}

	/**
	 * Takes over what is due at a processor, merchant by merchant, with the payments as
	 * they are.
	 * @return what was taken over, for the time of a lease; never empty
	 */
	public Mono<Taken> takeOver(Wanted wanted) {
		return this.database.sql(TAKE_OVER)
			.bind(0, wanted.processor())
			.bind(1, wanted.after())
			.bind(2, this.settings.recoveryLook())
			.bind(3, wanted.busy().keySet().stream().map(MerchantId::value).toArray(UUID[]::new))
			.bind(4, wanted.busy().values().toArray(Integer[]::new))
			.bind(5, wanted.share())
			.bind(6, wanted.most())
			.bind(7, this.settings.seconds())
			.map(this::row)
			.all()
			.collectList()
			.map((rows) -> taken(wanted, rows));
	}

	private Row row(Readable row) {
		Json data = row.get(9, Json.class);
		Optional<Due> due = Optional.ofNullable(data)
			.map(Json::asArray)
			.map((document) -> new Due(this.pending.pending(row), () -> this.json.readValue(document, Payment.class)));
		return new Row(due, row.get(8, Integer.class), row.get(10, UUID.class), row.get(11, Integer.class));
	}

	/**
	 * Goes on behind the last merchant whose turn it was, and at the end from the first.
	 */
	private Taken taken(Wanted wanted, List<Row> rows) {
		List<Due> due = rows.stream().flatMap((row) -> row.due().stream()).toList();
		UUID last;
		if (due.size() < wanted.most()) {
			Integer looked = rows.getFirst().looked();
			UUID seen = rows.getFirst().seen();
			last = (looked != null && seen != null && looked >= this.settings.recoveryLook()) ? seen : Wanted.FIRST;
		}
		else {
			last = rows.stream()
				.max(Comparator.comparing((Row row) -> Objects.requireNonNull(row.turn())))
				.flatMap(Row::due)
				.map((row) -> row.operation().merchant().value())
				.orElse(Wanted.FIRST);
		}
		return new Taken(due, last);
	}

	/** A row of the answer: something that was taken over, and how far it was looked. */
	private record Row(Optional<Due> due, @Nullable Integer turn, @Nullable UUID seen, @Nullable Integer looked) {
	}

	/**
	 * What is to be taken over.
	 *
	 * @param after the merchant behind whom it is looked
	 * @param most how much is taken at the most
	 * @param share how much one merchant may have under way
	 * @param busy how much those have under way who have any
	 */
	public record Wanted(String processor, UUID after, int most, int share, Map<MerchantId, Integer> busy) {

		/** Before all merchants. */
		public static final UUID FIRST = new UUID(0, 0);

	}

	/**
	 * What was taken over.
	 *
	 * @param last the merchant behind whom it is to be looked next
	 */
	public record Taken(List<Due> due, UUID last) {
	}

	/**
	 * An operation that was due, and its payment as it was when it was taken over.
	 *
	 * @param document reads the payment; one that cannot be read is no fault of those
	 * that were taken over with it
	 */
	public record Due(Pending operation, Supplier<Payment> document) {

		/** The payment; what it throws where it cannot be read fails this one alone. */
		public Payment payment() {
			return this.document.get();
		}

	}

}
