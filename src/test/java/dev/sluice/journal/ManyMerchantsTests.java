package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.sluice.journal.Journal.StaleVersion;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.values.RawJson;
import io.r2dbc.spi.R2dbcException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/** What merchants who append at the same moment have to do with each other: nothing. */
@SluiceTest
class ManyMerchantsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String HOLD = "select from journal_heads where merchant_id = ?::uuid for update";

	@Autowired
	private Journal journal;

	@Autowired
	private Environment environment;

	private final List<UUID> merchants = Stream.generate(UUID::randomUUID).limit(100).toList();

	private Rows rows;

	@BeforeEach
	void openTheirJournals() {
		this.rows = new Rows(TestDatabase.of(this.environment).dataSource());
		assertThat(appendForAll(1)).allSatisfy((outcome) -> assertThat(outcome).isEqualTo(1L));
	}

	@Test
	void areCommittedTogether() throws Exception {
		assertThat(appendForAll(5)).hasSize(500).allMatch(Long.class::isInstance);

		for (UUID merchant : this.merchants) {
			assertThat(positions(merchant)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
		}
		assertThat(this.rows
			.read("select count(distinct xmin::text) from journal where merchant_id in (" + quoted()
					+ ") and position > 1")
			.getFirst()
			.number(0)).isLessThan(25);
	}

	@Test
	void failAloneWhereTheDatabaseRefusesARow() throws Exception {
		UUID subject = UUID.randomUUID();
		List<Object> outcomes = outcomes(Flux.fromIterable(this.merchants).flatMapSequential((merchant) -> {
			boolean bad = merchant.equals(this.merchants.get(41));
			boolean stale = merchant.equals(this.merchants.get(42));
			return outcome(append(merchant, subject, bad ? -1 : stale ? 7 : 1));
		}, 100));

		assertThat(outcomes.get(41)).isInstanceOf(R2dbcException.class);
		assertThat(outcomes.get(42)).isInstanceOf(StaleVersion.class);
		assertThat(outcomes).filteredOn(Long.class::isInstance).hasSize(98).containsOnly(2L);
		assertThat(positions(this.merchants.get(41))).containsExactly(1L);
	}

	@Test
	void doNotWaitForOneWhoseJournalSomebodyElseHasLocked() throws Exception {
		UUID held = this.merchants.get(7);
		Mono<List<Object>> asked;
		try (Connection _ = hold(held)) {
			asked = Flux.range(0, 10).flatMap((i) -> outcome(append(held)), 10).collectList().cache();
			var _ = asked.subscribe();

			assertThat(outcomes(Flux.fromIterable(this.merchants)
				.filter((merchant) -> !merchant.equals(held))
				.flatMap((merchant) -> outcome(append(merchant)), 100))).hasSize(99).containsOnly(2L);
		}

		assertThat(asked.block(PATIENCE)).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
		assertThat(positions(held)).hasSize(11);
	}

	/** An old snapshot keeps each version, and all of them have to be passed. */
	@Test
	void makeNoVersionsOfTheRowsThatTheyLock() throws Exception {
		String where = "select ctid::text from journal_heads where merchant_id in (" + quoted()
				+ ") order by merchant_id";
		List<Object> before = this.rows.read(where).stream().map((row) -> row.get(0)).toList();

		assertThat(appendForAll(3)).hasSize(300).allMatch(Long.class::isInstance);

		assertThat(before).hasSize(100);
		assertThat(this.rows.read(where).stream().map((row) -> row.get(0)).toList()).isEqualTo(before);
	}

	private List<Object> appendForAll(int times) {
		return outcomes(Flux.range(0, times)
			.concatMapIterable((i) -> this.merchants)
			.flatMap((merchant) -> outcome(append(merchant)), times * this.merchants.size()));
	}

	private static List<Object> outcomes(Flux<Object> outcomes) {
		return Objects.requireNonNull(outcomes.collectList().block(PATIENCE));
	}

	private static Mono<Object> outcome(Mono<Long> append) {
		return append.cast(Object.class).onErrorResume(Mono::just);
	}

	private Mono<Long> append(UUID merchant) {
		return append(merchant, UUID.randomUUID(), 1);
	}

	private Mono<Long> append(UUID merchant, UUID subject, int version) {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		return this.journal.append(
				new Append<>(merchant, subject, version, "test.happened", Instant.EPOCH, json, json, "state"),
				Subjects.ACCEPTED);
	}

	/** Until it is closed. */
	private Connection hold(UUID merchant) throws Exception {
		Connection connection = TestDatabase.of(this.environment).dataSource().getConnection();
		connection.setAutoCommit(false);
		try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
			statement.setString(1, merchant.toString());
			assertThat(statement.execute()).isTrue();
		}
		return connection;
	}

	private List<Long> positions(UUID merchant) throws Exception {
		return this.rows.read("select position from journal where merchant_id = '" + merchant + "' order by position")
			.stream()
			.map((row) -> row.number(0))
			.toList();
	}

	private String quoted() {
		return String.join(",", this.merchants.stream().map((merchant) -> "'" + merchant + "'").toList());
	}

}
