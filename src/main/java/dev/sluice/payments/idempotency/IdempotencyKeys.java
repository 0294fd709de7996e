package dev.sluice.payments.idempotency;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.values.RawJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * The idempotency keys of the last day or so. A key is claimed in the transaction of its
 * effect that is recorded, or not at all.
 */
@Component
public class IdempotencyKeys {

	/**
	 * All of one moment, so that a payment is pending in which the operation is. The key
	 * leads to the operation and to the payment, never the other way round, as a plan
	 * might that was made while few were there.
	 */
	private static final String FIND = """
			select k.request, k.payment_id, o.answered_version, case when o.answered_version is null then p.data end
			  from idempotency_keys k
			 cross join lateral (
			    select answered_version from operations
			     where merchant_id = k.merchant_id and payment_id = k.payment_id and operation_id = k.operation_id limit 1) o
			 cross join lateral (
			    select data from payments where merchant_id = k.merchant_id and payment_id = k.payment_id limit 1) p
			 where k.merchant_id = $1 and k.key = $2""";

	private static final String PURGE = """
			delete from idempotency_keys where ctid in
			  (select k.ctid from idempotency_keys k
			    where k.created_at < now() - make_interval(secs => $1)
			      and not exists (select from operations o
			                       where o.merchant_id = k.merchant_id and o.payment_id = k.payment_id
			                         and o.operation_id = k.operation_id
			                         and (o.completed_at is null
			                              or o.completed_at >= now() - make_interval(secs => $1)))
			    limit $2)""";

	private final DatabaseClient database;

	private final DatabaseClient tidying;

	IdempotencyKeys(Connections connections) {
		this.database = connections.payments().client();
		this.tidying = connections.exports().client();
	}

	/** What a key was used up for; empty where it is free. */
	public Mono<Use> find(MerchantId merchant, String key) {
		return this.database.sql(FIND).bind(0, merchant.value()).bind(1, key).map(IdempotencyKeys::use).one();
	}

	/**
	 * Forgets keys whose operations ended a certain time ago by the clock of the
	 * database, at most so many: while one is under way, its request must not have a
	 * second effect.
	 * @return the number of those it forgot
	 */
	public Mono<Long> purge(Duration age, int limit) {
		return this.tidying.sql(PURGE).bind(0, (double) age.toSeconds()).bind(1, limit).fetch().rowsUpdated();
	}

	private static Use use(Readable row) {
		Json pending = row.get(3, Json.class);
		return new Use(RawJson.of(Objects.requireNonNull(row.get(0, Json.class)).asArray()),
				new PaymentId(Objects.requireNonNull(row.get(1, UUID.class))), row.get(2, Integer.class),
				(pending != null) ? RawJson.of(pending.asArray()) : null);
	}

	/**
	 * What a key was used up for.
	 *
	 * @param request the request that used it
	 * @param answeredVersion the version of the payment that was the answer; null while
	 * the operation is under way
	 * @param pending the payment as it is now, as the API shows it; null once it was
	 * answered
	 */
	public record Use(RawJson request, PaymentId payment, @Nullable Integer answeredVersion,
			@Nullable RawJson pending) {
	}

}
