package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Commits that take long, and those who have nothing to do with what holds them up. */
@SluiceTest
@TestPropertySource(properties = { "sluice.journal.queue-timeout=1h", "sluice.postgres.lock-timeout=40s",
		"sluice.postgres.statement-timeout=60s", "sluice.postgres.answer-timeout=70s",
		"sluice.journal.append-timeout=80s" })
class SlowCommitsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String WAIT = """
			create function wait_a_while() returns trigger language plpgsql as $$
			begin perform pg_sleep(3); return new; end $$""";

	private static final String ON = """
			create trigger waits before insert on journal for each row when (new.type = 'test.slow')
			execute function wait_a_while()""";

	@Autowired
	private Journal journal;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private Environment environment;

	private final List<UUID> merchants = Stream.generate(UUID::randomUUID).limit(20).toList();

	private final Queue<String> done = new ConcurrentLinkedQueue<>();

	@BeforeEach
	void prepare() {
		run(WAIT);
		run(ON);
		run("create table behind (merchant_id uuid primary key)");
		this.merchants.forEach((merchant) -> run("insert into behind values ('" + merchant + "')"));
	}

	@AfterEach
	void tidyUp() {
		run("drop trigger waits on journal");
		run("drop function wait_a_while");
		run("drop table behind");
	}

	@Test
	void areNotWaitedForByWhoComesAloneAfterThem() {
		Mono<Long> slow = append(this.merchants.get(0), "test.slow");
		Mono<Long> other = append(this.merchants.get(1), "test.quick");

		Flux.merge(slow, other).then().block(PATIENCE);

		assertThat(this.done).containsExactly("test.quick", "test.slow");
	}

	/** What waits for a lock on a journal is no reason for others to gather. */
	@Test
	void areNotThoseThatWaitForAJournal() throws Exception {
		Mono<Long> held;
		try (Connection connection = open(); Statement statement = connection.createStatement()) {
			assertThat(append(this.merchants.get(0), "test.first").block(PATIENCE)).isEqualTo(1);
			statement
				.execute("select from journal_heads where merchant_id = '" + this.merchants.get(0) + "' for update");
			held = append(this.merchants.get(0), "test.held");
			for (int i = 0; i < 10; i++) {
				assertThat(
						Flux.merge(append(this.merchants.get(1), "test.one"), append(this.merchants.get(2), "test.two"))
							.count()
							.block(PATIENCE))
					.isEqualTo(2);
			}
			assertThat(this.done).doesNotContain("test.held");
		}
		assertThat(held.block(PATIENCE)).isEqualTo(2);
	}

	/** The locks behind a journal are those of rows that are changed. */
	@Test
	void doNotHoldUpOthersThoughOneOfThemWaitsBehindItsJournal() throws Exception {
		UUID stuck = this.merchants.getFirst();
		Mono<Long> held;
		try (Connection connection = open(); Statement statement = connection.createStatement()) {
			statement.execute("select from behind where merchant_id = '" + stuck + "' for update");
			held = append(stuck, "test.held");
			for (int round = 0; round < 3; round++) {
				List<Long> others = Flux.fromIterable(this.merchants.subList(1, 20))
					.flatMap((merchant) -> append(merchant, "test.other"), 20)
					.collectList()
					.block(PATIENCE);
				assertThat(Objects.requireNonNull(others)).hasSize(19).containsOnly(round + 1L);
			}
			assertThat(this.done).as("the others were done within the time that a lock is waited for")
				.doesNotContain("test.held");
		}
		assertThat(held.block(PATIENCE)).isEqualTo(1);
	}

	private Connection open() throws Exception {
		Connection connection = TestDatabase.of(this.environment).dataSource().getConnection();
		connection.setAutoCommit(false);
		return connection;
	}

	private void run(String sql) {
		this.database.sql(sql).then().block(PATIENCE);
	}

	/** It is on its way already. */
	private Mono<Long> append(UUID merchant, String type) {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		Append<String> append = new Append<>(merchant, UUID.randomUUID(), 1, type, Instant.EPOCH, json, json, "state");
		Mono<Long> appended = this.journal.append(append, new Behind())
			.doOnTerminate(() -> this.done.add(type))
			.cache();
		var _ = appended.subscribe((position) -> {
		}, (error) -> {
		});
		return appended;
	}

	/** Locks a row of each merchant once its journal is locked. */
	private record Behind() implements Projection<String> {

		@Override
		public String judge() {
			return """
					behind_it as materialized (
					  select b.merchant_id from head join behind b on b.merchant_id = head.merchant_id for update of b),
					verdict as (
					  select change.ordinal, null::text as refusal
					    from change join head on head.merchant_id = change.merchant_id
					    join behind_it on behind_it.merchant_id = head.merchant_id)""";
		}

		@Override
		public String write() {
			return "";
		}

		@Override
		public List<Object> parameters(List<Append<String>> appends) {
			return List.of();
		}

		@Override
		public RuntimeException refusal(String reason) {
			return new IllegalStateException(reason);
		}

	}

}
