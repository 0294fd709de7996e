package dev.sluice.destinations.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/** What was sent to destinations, and what came of it. */
@Component
public class Deliveries {

	private static final String FIND = """
			select delivery_id, position, attempt, outcome, http_status, millis, answer, sent_at from deliveries
			 where merchant_id = $1 and destination_id = $2 and ($3::uuid is null or delivery_id < $3)
			   and ($4::bigint is null or position = $4) and ($5::text is null or outcome = $5)
			 order by delivery_id desc limit $6""";

	private final DatabaseClient reads;

	Deliveries(Connections connections) {
		this.reads = connections.reads().client();
	}

	/** The newest deliveries to a destination, newest first; never empty. */
	public Mono<List<Delivery>> find(MerchantId merchant, UUID destination, Wanted wanted) {
		GenericExecuteSpec statement = this.reads.sql(FIND).bind(0, merchant.value()).bind(1, destination);
		statement = optional(statement, 2, UUID.class, wanted.before());
		statement = optional(statement, 3, Long.class, wanted.position());
		return optional(statement, 4, String.class, wanted.outcome()).bind(5, wanted.limit())
			.map(Deliveries::delivery)
			.all()
			.collectList();
	}

	private static Delivery delivery(Readable row) {
		return new Delivery(DestinationRow.column(row, 0, UUID.class), DestinationRow.column(row, 1, Long.class),
				DestinationRow.column(row, 2, Integer.class), DestinationRow.column(row, 3, String.class),
				row.get(4, Integer.class), DestinationRow.column(row, 5, Integer.class), row.get(6, String.class),
				DestinationRow.column(row, 7, Instant.class));
	}

	private static <T> GenericExecuteSpec optional(GenericExecuteSpec statement, int index, Class<T> type,
			Optional<T> value) {
		return value.map((present) -> statement.bind(index, present)).orElseGet(() -> statement.bindNull(index, type));
	}

	/**
	 * Which deliveries are wanted.
	 *
	 * @param before such as are older than this one
	 * @param position of this event
	 * @param outcome with this outcome
	 * @param limit how many at the most
	 */
	public record Wanted(Optional<UUID> before, Optional<Long> position, Optional<String> outcome, int limit) {
	}

	/**
	 * One attempt to send an event.
	 *
	 * @param id written {@code dlv_…}
	 * @param position of the event
	 * @param attempt 1 for the first
	 * @param outcome what it came down to
	 * @param httpStatus where there was an answer
	 * @param millis from the sending to the answer, or to its end
	 * @param answer the first bytes of the answer as text, or what went wrong
	 */
	public record Delivery(UUID id, long position, int attempt, String outcome, @Nullable Integer httpStatus,
			int millis, @Nullable String answer, Instant sentAt) {

		/** What such ids begin with. */
		public static final String PREFIX = "dlv";

	}

}
