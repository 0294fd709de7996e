package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.sluice.platform.Problem;
import dev.sluice.platform.RawJson;
import dev.sluice.testing.SluiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** More appends than there is room for. */
@SluiceTest
@TestPropertySource(properties = "sluice.journal.queue-size=8")
class OverloadTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final String HOLD = "select position from journal_heads where merchant_id = $1 for update";

	@Autowired
	private Journal journal;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	@Autowired
	private MeterRegistry meters;

	private final UUID merchant = UUID.randomUUID();

	/** While somebody else holds the merchant's journal, so that nothing gets away. */
	@Test
	void refusesWhatItHasNoRoomForAndKeepsTheRest() {
		assertThat(append().block(PATIENCE)).isEqualTo(1);

		List<Object> outcomes = this.database.sql(HOLD)
			.bind(0, this.merchant)
			.mapValue(Long.class)
			.one()
			.then(Mono.fromSupplier(() -> Flux.range(0, 20)
				.flatMap((i) -> append().cast(Object.class).onErrorResume((error) -> Mono.just(error)), 20)
				.collectList()
				.toFuture()))
			.delayUntil((running) -> Mono.delay(Duration.ofMillis(200)))
			.doOnNext((running) -> assertThat(pending()).isEqualTo(8))
			.as(this.transaction::transactional)
			.flatMap(Mono::fromFuture)
			.block(PATIENCE);

		assertThat(outcomes).filteredOn(Long.class::isInstance)
			.containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
		assertThat(outcomes).filteredOn(Problem.class::isInstance)
			.hasSize(12)
			.allMatch((error) -> error instanceof Problem problem && problem.code().equals("overloaded")
					&& problem.status().value() == 503);
		assertThat(pending()).isZero();
		assertThat(append().block(PATIENCE)).isEqualTo(10);
	}

	private double pending() {
		return this.meters.get("sluice.journal.appends.pending").gauge().value();
	}

	private Mono<Long> append() {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		return this.journal.append(
				new Append<>(this.merchant, UUID.randomUUID(), 1, "test.happened", Instant.EPOCH, json, json, "state"),
				Subjects.ACCEPTED);
	}

}
