package dev.sluice.payments.recording;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.journal.Append;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.figures.PaymentFigures;
import dev.sluice.payments.lifecycle.Actor;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.lookups.Lookup;
import dev.sluice.postgres.lookups.Lookups;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Payments in the database: changed by way of the journal, read from their rows. */
@Component
public class PaymentStore {

	private static final String ANSWERED_VERSION = """
			select answered_version from operations
			 where merchant_id = $1 and payment_id = $2 and operation_id = $3 and answered_version is not null""";

	private static final String EXPIRED = """
			select merchant_id, payment_id, date_trunc('milliseconds', now()) from payments p
			 where expires_at <= date_trunc('milliseconds', now()) and capture_pending = 0
			   and not exists (select from operations o
			                    where o.merchant_id = p.merchant_id and o.payment_id = p.payment_id
			                      and o.kind = 'void' and o.status = 'pending')
			 order by expires_at limit $1""";

	private final Lookup<PaymentRows.Key, RawJson> asked;

	private final Lookup<PaymentRows.Key, RawJson> due;

	private final DatabaseClient outcomes;

	private final DatabaseClient tidying;

	private final Journal journal;

	private final PaymentRecord payments;

	private final JsonMapper json;

	private final ObjectWriter events;

	private final PaymentFigures figures;

	PaymentStore(Connections connections, Lookups lookups, Journal journal, PaymentRecord payments, JsonMapper json,
			PaymentFigures figures) {
		this.figures = figures;
		this.asked = lookups.of(connections.payments(), new PaymentRows());
		this.due = lookups.of(connections.outcomes(), new PaymentRows());
		this.outcomes = connections.outcomes().client();
		this.tidying = connections.exports().client();
		this.journal = journal;
		this.payments = payments;
		this.json = json;
		this.events = json.writerFor(PaymentEvent.class);
	}

	/**
	 * Records a change.
	 * @return the payment after it, once it is durable; errors as
	 * {@link Journal#append(Append, dev.sluice.journal.Projection)}
	 */
	public Mono<Payment> append(MerchantId merchant, Change change) {
		return append(merchant, change, write(change.payment()));
	}

	/** A payment as the API shows it. */
	public RawJson write(Payment payment) {
		return RawJson.of(this.json.writeValueAsBytes(payment));
	}

	/** As {@link #append(MerchantId, Change)}, of a payment that is written already. */
	public Mono<Payment> append(MerchantId merchant, Change change, RawJson data) {
		Payment payment = change.payment();
		RawJson event = RawJson.of(this.events.writeValueAsBytes(change.event()));
		Actor who = change.event().actor();
		RawJson actor = (who != null) ? RawJson.of(this.json.writeValueAsBytes(who)) : null;
		Append<Change> append = new Append<>(merchant.value(), payment.id().value(), payment.version(),
				change.event().type(), change.event().at(), event, data, actor, change, !change.isAskedFor());
		return this.journal.append(append, this.payments).map((position) -> {
			this.figures.recorded(merchant, change.event(), payment);
			return payment;
		});
	}

	/**
	 * Goes on with what was begun for a payment, in the trace of its newest change.
	 * @param name what is done, in few words
	 */
	public <T> Mono<T> resume(MerchantId merchant, PaymentId id, String name, Mono<T> work) {
		return this.journal.resume(merchant.value(), id.value(), name, work);
	}

	/** A payment, to decide on; empty where the merchant has none of this id. */
	public Mono<Payment> find(MerchantId merchant, PaymentId id) {
		return findJson(merchant, id).map(this::payment);
	}

	/**
	 * As {@link #find}, for whoever has an outcome to record and waits for no request.
	 */
	public Mono<Payment> findForOutcome(MerchantId merchant, PaymentId id) {
		return this.due.find(new PaymentRows.Key(merchant.value(), id.value())).map(this::payment);
	}

	/**
	 * A payment as the API shows it; empty where the merchant has none of this id.
	 */
	public Mono<RawJson> findJson(MerchantId merchant, PaymentId id) {
		return this.asked.find(new PaymentRows.Key(merchant.value(), id.value()));
	}

	/**
	 * A payment as whoever asked for an operation is told of it: as the operation's
	 * outcome left it. Empty while there is none.
	 */
	public Mono<Payment> findAnswer(MerchantId merchant, PaymentId id, OperationId operation) {
		return this.outcomes.sql(ANSWERED_VERSION)
			.bind(0, merchant.value())
			.bind(1, id.value())
			.bind(2, operation.value())
			.mapValue(Integer.class)
			.one()
			.flatMap((version) -> this.journal.find(merchant.value(), id.value(), version))
			.map((entry) -> payment(entry.data()));
	}

	private Payment payment(RawJson data) {
		return this.json.readValue(data.utf8(), Payment.class);
	}

	/**
	 * Payments whose authorization has run out by the clock of the database, the longest
	 * first; all are read before the first is emitted.
	 */
	public Flux<Expired> expired(int limit) {
		return this.tidying.sql(EXPIRED)
			.bind(0, limit)
			.map((row) -> new Expired(new MerchantId(Objects.requireNonNull(row.get(0, UUID.class))),
					new PaymentId(Objects.requireNonNull(row.get(1, UUID.class))),
					Objects.requireNonNull(row.get(2, Instant.class))))
			.all()
			.collectList()
			.flatMapIterable((due) -> due);
	}

	/**
	 * A payment whose authorization has run out.
	 *
	 * @param now when it was found so, by the clock of the database
	 */
	public record Expired(MerchantId merchant, PaymentId payment, Instant now) {
	}

}
