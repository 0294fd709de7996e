package dev.sluice.payments.leases;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Attempt;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Who works on the operations that are under way. An operation belongs to whoever took it
 * until its lease ends; then any instance may take it over, and only one does.
 */
@Component
public class PendingOperations {

	private static final String HAND_OVER = """
			update operations set processor = $4, processor_reference = null, attempts = $5::json,
			       due_at = now() + make_interval(secs => $6)
			 where merchant_id = $1 and payment_id = $2 and operation_id = $3 and status = 'pending' and tries = 0""";

	private static final String POSTPONE = """
			update operations set due_at = case when hastened then least(due_at, now() + make_interval(secs => $4))
			                                    else now() + make_interval(secs => $4) end,
			       processor_reference = coalesce($6, processor_reference)
			 where merchant_id = $1 and payment_id = $2 and operation_id = $3 and status = 'pending' and tries = $5""";

	/** Whoever asks for the first time is given some seconds to hear the answer. */
	private static final String HASTEN = """
			update operations set hastened = true, processor_reference = coalesce(processor_reference, $5),
			       due_at = least(due_at, now() + case when tries = 0 and processor_reference is null
			                                           then interval '5 seconds' else interval '0' end)
			 where merchant_id = $1 and payment_id = $2 and operation_id = $3 and processor = $4 and status = 'pending'""";

	private static final String FIND = """
			select merchant_id, payment_id, operation_id, processor, attempts::text, tries,
			       extract(epoch from now() - created_at)::float8, processor_reference
			  from operations
			 where merchant_id = $1 and payment_id = $2 and operation_id = $3 and status = 'pending'""";

	private static final String CHARGED_AS = """
			select payment_id from operations
			 where merchant_id = $1 and processor = $2 and processor_reference = $3 and kind in ('authorize', 'sale')""";

	private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {
	};

	private final DatabaseClient database;

	private final LeaseSettings settings;

	private final JsonMapper json;

	PendingOperations(Connections connections, LeaseSettings settings, JsonMapper json) {
		this.database = connections.outcomes().client();
		this.settings = settings;
		this.json = json;
	}

	/**
	 * Notes, before it is asked, that another processor is, and takes the operation for
	 * the time of its call.
	 * @return whether nobody has taken the operation over meanwhile; never empty
	 */
	public Mono<Boolean> handOver(MerchantId merchant, PaymentId payment, OperationId operation, String processor,
			List<Attempt> attempts) {
		return this.database.sql(HAND_OVER)
			.bind(0, merchant.value())
			.bind(1, payment.value())
			.bind(2, operation.value())
			.bind(3, processor)
			.bind(4, this.json.writeValueAsString(attempts))
			.bind(5, this.settings.seconds())
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows == 1);
	}

	/**
	 * Leaves an operation alone for a while, unless somebody took it over after so many
	 * tries. What was hastened since it was taken over stays due.
	 */
	public Mono<Void> postpone(MerchantId merchant, PaymentId payment, OperationId operation, int tries,
			Duration delay) {
		return postpone(merchant, payment, operation, tries, delay, null);
	}

	/**
	 * As well, and notes what the processor calls it, where it has said so.
	 */
	public Mono<Void> postpone(MerchantId merchant, PaymentId payment, OperationId operation, int tries, Duration delay,
			@Nullable ProcessorReference reference) {
		return this.database.sql(POSTPONE)
			.bind(0, merchant.value())
			.bind(1, payment.value())
			.bind(2, operation.value())
			.bind(3, seconds(delay))
			.bind(4, tries)
			.bind(5, Parameters.in(R2dbcType.VARCHAR, (reference != null) ? reference.value() : null))
			.then();
	}

	/**
	 * Makes an operation due for whoever takes it over, and notes what its processor
	 * calls it, where that is not known yet.
	 */
	public Mono<Void> hasten(Pending operation, @Nullable ProcessorReference reference) {
		return this.database.sql(HASTEN)
			.bind(0, operation.merchant().value())
			.bind(1, operation.payment().value())
			.bind(2, operation.operation().value())
			.bind(3, operation.processor())
			.bind(4, Parameters.in(R2dbcType.VARCHAR, (reference != null) ? reference.value() : null))
			.then();
	}

	/**
	 * An operation that is under way; empty where there is no such operation, or no more.
	 */
	public Mono<Pending> find(MerchantId merchant, PaymentId payment, OperationId operation) {
		return this.database.sql(FIND)
			.bind(0, merchant.value())
			.bind(1, payment.value())
			.bind(2, operation.value())
			.map(this::pending)
			.one();
	}

	/**
	 * The payments whose charge a processor calls so: one at the most, where processors
	 * give no name twice.
	 */
	public Flux<PaymentId> chargedAs(MerchantId merchant, String processor, ProcessorReference charge) {
		return this.database.sql(CHARGED_AS)
			.bind(0, merchant.value())
			.bind(1, processor)
			.bind(2, charge.value())
			.mapValue(UUID.class)
			.all()
			.map(PaymentId::new);
	}

	/** Leases are told by the clock of the database, which all instances share. */
	static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

	/** Reads the columns of {@link #FIND}. */
	Pending pending(Readable row) {
		return new Pending(new MerchantId(column(row, 0, UUID.class)), new PaymentId(column(row, 1, UUID.class)),
				new OperationId(column(row, 2, UUID.class)), column(row, 3, String.class),
				this.json.readValue(column(row, 4, String.class), ATTEMPTS), column(row, 5, Integer.class),
				Duration.ofSeconds(column(row, 6, Double.class).longValue()), reference(row.get(7, String.class)));
	}

	private static @Nullable ProcessorReference reference(@Nullable String text) {
		return (text != null) ? ProcessorReference.read(text).orElse(null) : null;
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/**
	 * An operation that is under way.
	 *
	 * @param processor who was asked for it last
	 * @param attempts who certainly did nothing before
	 * @param tries how often it was taken over so far
	 * @param age how long ago it was asked for, by the clock of the database
	 * @param reference what the processor calls it; null where it has not said so
	 */
	public record Pending(MerchantId merchant, PaymentId payment, OperationId operation, String processor,
			List<Attempt> attempts, int tries, Duration age, @Nullable ProcessorReference reference) {
	}

}
