package dev.sluice.processors.returns;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.values.WebAddress;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Which customers are on their way, and what they brought back. Each change is one
 * statement, so that of two at once one comes first and the other one sees it.
 */
@Component
class Journeys {

	private static final String BEGIN = """
			insert into processor_returns (merchant_id, payment_id, account_id, operation_id, return_url, secret, address)
			values ($1, $2, $3, $4, $5, $6, $7)
			on conflict (merchant_id, payment_id, account_id) do nothing
			returning address""";

	private static final String BEGUN = """
			select address from processor_returns where merchant_id = $1 and payment_id = $2 and account_id = $3""";

	private static final String FIND = """
			select result, closed_at is not null, created_at, operation_id, returned_at
			  from processor_returns where merchant_id = $1 and payment_id = $2 and account_id = $3""";

	private static final String CLOSE = """
			update processor_returns set closed_at = case when result is null then coalesce(closed_at, now()) end
			 where merchant_id = $1 and payment_id = $2 and account_id = $3
			returning closed_at is not null""";

	/** The secret says whose it is. */
	private static final String OF_A_SECRET = """
			select merchant_id, payment_id, account_id, operation_id, return_url, result is null and closed_at is null
			  from processor_returns where secret = $1""";

	private static final String TAKE = """
			update processor_returns set result = $4, returned_at = now()
			 where merchant_id = $1 and payment_id = $2 and account_id = $3 and result is null and closed_at is null""";

	private final DatabaseClient database;

	/** For who is not known yet; it must not hold up those who are. */
	private final DatabaseClient looking;

	Journeys(Connections connections) {
		this.database = connections.outcomes().client();
		this.looking = connections.reads().client();
	}

	/**
	 * Writes down that a customer is sent away, once.
	 * @param secret by which he comes back, where nothing is written down yet
	 * @param address to which, with the secret in it
	 * @return the address that is written down then; never empty
	 */
	Mono<String> begin(Journey journey, String secret, String address) {
		MerchantId merchant = journey.merchant();
		return of(BEGIN, merchant, journey.payment(), journey.account()).bind(3, journey.operation().value())
			.bind(4, journey.returnUrl().toString())
			.bind(5, secret)
			.bind(6, address)
			.mapValue(String.class)
			.one()
			.switchIfEmpty(of(BEGUN, merchant, journey.payment(), journey.account()).mapValue(String.class).one())
			.single();
	}

	/** What is known of him; empty where nothing is written down. */
	Mono<Returned> find(MerchantId merchant, PaymentId payment, UUID account) {
		return of(FIND, merchant, payment, account)
			.map((row) -> new Returned(row.get(0, String.class), row.get(4, Instant.class),
					column(row, 1, Boolean.class), column(row, 2, Instant.class),
					new OperationId(column(row, 3, UUID.class))))
			.one();
	}

	/**
	 * Takes no result from now on.
	 * @return whether none was taken before; empty where nothing is written down
	 */
	Mono<Boolean> close(MerchantId merchant, PaymentId payment, UUID account) {
		return of(CLOSE, merchant, payment, account).mapValue(Boolean.class).one();
	}

	/** Whose secret it is; empty where it is nobody's. */
	Mono<Journey> find(String secret) {
		return this.looking.sql(OF_A_SECRET).bind(0, secret).map(Journeys::journey).one();
	}

	/**
	 * Takes the result that he brought back.
	 * @return whether it is the first one, and not too late
	 */
	Mono<Boolean> take(Journey journey, String result) {
		return of(TAKE, journey.merchant(), journey.payment(), journey.account()).bind(3, result)
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0);
	}

	private DatabaseClient.GenericExecuteSpec of(String statement, MerchantId merchant, PaymentId payment,
			UUID account) {
		return this.database.sql(statement).bind(0, merchant.value()).bind(1, payment.value()).bind(2, account);
	}

	private static Journey journey(Readable row) {
		return new Journey(new MerchantId(column(row, 0, UUID.class)), new PaymentId(column(row, 1, UUID.class)),
				column(row, 2, UUID.class), new OperationId(column(row, 3, UUID.class)),
				WebAddress.recorded(column(row, 4, String.class)), column(row, 5, Boolean.class));
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
