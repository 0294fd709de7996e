package dev.sluice.payments.leases;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * The operations that this instance works on, so that it can let go of them before it
 * ends: they are due at once, and any other instance takes them over. Whoever still works
 * on them here can record what is certain, as before; that nothing was done is believed
 * only for as long as nobody has taken them over.
 */
@Component
public class HeldOperations {

	/** Whoever has a row locked records what came of it, and keeps nobody waiting. */
	private static final String LET_GO = """
			update operations set due_at = now()
			  from (select o.merchant_id, o.payment_id, o.operation_id
			          from operations o
			          join unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[])
			            as held (merchant_id, payment_id, operation_id, tries)
			            on o.merchant_id = held.merchant_id and o.payment_id = held.payment_id
			           and o.operation_id = held.operation_id and o.tries = held.tries
			         where o.status = 'pending' and o.due_at > now()
			           for update of o skip locked) free
			 where operations.merchant_id = free.merchant_id and operations.payment_id = free.payment_id
			   and operations.operation_id = free.operation_id""";

	private final Map<OperationId, Held> held = new ConcurrentHashMap<>();

	private final AtomicInteger beingTaken = new AtomicInteger();

	private final DatabaseClient database;

	HeldOperations(Connections connections) {
		this.database = connections.outcomes().client();
	}

	/**
	 * Works on an operation, which is held for so long. Where it is cancelled it is let
	 * go of.
	 * @param tries how often it was taken over so far
	 */
	public <T> Mono<T> during(MerchantId merchant, PaymentId payment, OperationId operation, int tries, Mono<T> work) {
		return Mono.defer(() -> {
			Held mine = new Held(merchant, payment, operation, tries);
			return (this.held.putIfAbsent(operation, mine) == null) ? work.doFinally((signal) -> end(mine, signal))
					: work;
		});
	}

	/**
	 * Takes operations over. What the database has given away already belongs to this
	 * instance, though it does not know yet what that is: until then it has not let go of
	 * all that it has.
	 * @param take ends when what was taken is being worked on
	 */
	public <T> Mono<T> taking(Mono<T> take) {
		return Mono.defer(() -> {
			this.beingTaken.incrementAndGet();
			return take.doFinally((signal) -> this.beingTaken.decrementAndGet());
		});
	}

	private void end(Held mine, SignalType signal) {
		if (signal == SignalType.CANCEL) {
			var _ = letGo(List.of(mine)).doFinally((done) -> this.held.remove(mine.operation(), mine))
				.subscribe((count) -> {
				}, (error) -> {
				});
		}
		else {
			var _ = this.held.remove(mine.operation(), mine);
		}
	}

	/** What is taken is held before it is no longer being taken. */
	boolean isEmpty() {
		return this.beingTaken.get() == 0 && this.held.isEmpty();
	}

	/** Lets go of all of them; answers how many of them are due now. */
	Mono<Long> letGo() {
		return Mono.defer(() -> letGo(List.copyOf(this.held.values())));
	}

	private Mono<Long> letGo(List<Held> some) {
		if (some.isEmpty()) {
			return Mono.just(0L);
		}
		return this.database.sql(LET_GO)
			.bind(0, ids(some, (each) -> each.merchant().value()))
			.bind(1, ids(some, (each) -> each.payment().value()))
			.bind(2, ids(some, (each) -> each.operation().value()))
			.bind(3, some.stream().map(Held::tries).toArray(Integer[]::new))
			.fetch()
			.rowsUpdated();
	}

	private static UUID[] ids(List<Held> some, Function<Held, UUID> id) {
		return some.stream().map(id).toArray(UUID[]::new);
	}

	/** An operation that somebody works on here. */
	private record Held(MerchantId merchant, PaymentId payment, OperationId operation, int tries) {
	}

}
