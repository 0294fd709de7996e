package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.values.RawJson;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More appends than there is room for, while somebody else holds the journals that they
 * go to, so that nothing gets away.
 */
@SluiceTest
@TestPropertySource(properties = { "sluice.journal.queue-size=8", "sluice.journal.merchant-share=50",
		"sluice.postgres.statement-timeout=60s", "sluice.postgres.answer-timeout=70s",
		"sluice.journal.append-timeout=80s" })
class OverloadTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String HOLD = "select purged from journal_heads where merchant_id = any (?) for update";

	private static final int MANY = 20;

	@Autowired
	private Journal journal;

	@Autowired
	private Environment environment;

	@Autowired
	private MeterRegistry meters;

	private final UUID one = UUID.randomUUID();

	private final UUID other = UUID.randomUUID();

	@BeforeEach
	void openTheirJournals() {
		assertThat(append(this.one).block(PATIENCE)).isEqualTo(1);
		assertThat(append(this.other).block(PATIENCE)).isEqualTo(1);
	}

	@Test
	void keepsAMerchantToItsShareSoThatOthersGetIn() throws Exception {
		Mono<List<Object>> asked;
		try (Connection _ = hold(this.one)) {
			asked = appendMany(this.one);

			assertThat(pending()).isEqualTo(4);
			assertThat(append(this.other).block(PATIENCE)).isEqualTo(2);
		}

		assertThat(asked.block(PATIENCE)).filteredOn(Long.class::isInstance).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
		assertThat(asked.block(PATIENCE)).filteredOn(Problem.class::isInstance)
			.hasSize(MANY - 4)
			.allSatisfy(OverloadTests::asksToTryAgain);
		assertThat(pending()).isZero();
		assertThat(append(this.one).block(PATIENCE)).isEqualTo(6);
	}

	@Test
	void refusesWhatItHasNoRoomForAndKeepsTheRest() throws Exception {
		List<Mono<List<Object>>> asked;
		try (Connection _ = hold(this.one, this.other)) {
			asked = List.of(appendMany(this.one), appendMany(this.other));

			assertThat(pending()).isEqualTo(8);
			assertThat(outcome(UUID.randomUUID()).block(PATIENCE)).satisfies(OverloadTests::asksToTryAgain);
		}

		assertThat(asked).map((outcomes) -> outcomes.block(PATIENCE)).allSatisfy((outcomes) -> {
			assertThat(outcomes).filteredOn(Long.class::isInstance).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
			assertThat(outcomes).filteredOn(Problem.class::isInstance).hasSize(MANY - 4);
		});
		assertThat(pending()).isZero();
		assertThat(append(UUID.randomUUID()).block(PATIENCE)).isEqualTo(1);
	}

	private static void asksToTryAgain(Object outcome) {
		assertThat(outcome).isInstanceOfSatisfying(Problem.class, (problem) -> {
			assertThat(problem.status().value()).isEqualTo(503);
			assertThat(problem.code()).isEqualTo("overloaded");
			assertThat(problem.headers()).isEqualTo(Map.of("Retry-After", "1"));
		});
	}

	/** Until it is closed. */
	private Connection hold(UUID... merchants) throws Exception {
		Connection connection = TestDatabase.of(this.environment).dataSource().getConnection();
		connection.setAutoCommit(false);
		try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
			statement.setArray(1, connection.createArrayOf("uuid", merchants));
			assertThat(statement.execute()).isTrue();
		}
		return connection;
	}

	private double pending() {
		return this.meters.get("sluice.journal.appends.pending").gauge().value();
	}

	/** All of them wait, or are refused, when this returns. */
	private Mono<List<Object>> appendMany(UUID merchant) {
		Mono<List<Object>> outcomes = Flux.range(0, MANY).flatMap((i) -> outcome(merchant), MANY).collectList().cache();
		var _ = outcomes.subscribe();
		return outcomes;
	}

	private Mono<Object> outcome(UUID merchant) {
		return append(merchant).cast(Object.class).onErrorResume(Mono::just);
	}

	private Mono<Long> append(UUID merchant) {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		return this.journal.append(
				new Append<>(merchant, UUID.randomUUID(), 1, "test.happened", Instant.EPOCH, json, json, "state"),
				Subjects.ACCEPTED);
	}

}
