package dev.sluice.destinations.consumers;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.sluice.destinations.Desk;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has which events, where several come at the same moment, as at several instances.
 */
@SluiceTest
class LeasesTests {

	private static final long BYTES = 1 << 20;

	private static final String SHARED = """
			select count(*) from (
			  select subject_id from held_events where merchant_id = $1 and lease is not null and due_at > now()
			   group by subject_id having count(distinct lease) > 1) shared""";

	private final DatabaseClient database;

	private final Leases leases;

	private final Desk desk;

	LeasesTests(@Autowired DatabaseClient database, @Autowired Leases leases, @LocalServerPort int port) {
		this.database = database;
		this.leases = leases;
		this.desk = Desk.open(database, port);
	}

	@RepeatedTest(10)
	void noTwoHaveSomethingOfTheSamePaymentHoweverManyCome() {
		UUID one = UUID.randomUUID();
		for (int version = 1; version <= 20; version++) {
			this.desk.happen(one, version, version);
		}
		UUID consumer = consumer();

		List<Taken> taken = Flux.range(1, 8)
			.flatMap((limit) -> this.leases.take(wanted(consumer, limit), TypeId.next(), BYTES), 8)
			.collectList()
			.blockOptional()
			.orElseThrow();

		assertThat(taken).filteredOn((each) -> !each.positions().isEmpty()).hasSize(1);
		assertThat(count(SHARED)).isZero();
	}

	@Test
	void whoAcknowledgesWhileAnotherTakesHasItOrHasItNot() {
		for (int position = 1; position <= 20; position++) {
			this.desk.happen(UUID.randomUUID(), position, 1);
		}
		UUID consumer = consumer();
		for (int round = 0; round < 10; round++) {
			UUID late = TypeId.next();
			var _ = this.leases.take(wanted(consumer, 20), late, BYTES).block();
			makeDue();

			UUID next = TypeId.next();
			Acknowledged extended = Mono
				.zip(this.leases.acknowledge(this.desk.merchant().id(), consumer, late, 0, Duration.ofHours(1)),
						this.leases.take(wanted(consumer, 20), next, BYTES), (acknowledged, taken) -> acknowledged)
				.blockOptional()
				.orElseThrow();

			assertThat(extended.left()).isEqualTo(held(late));
			assertThat(held(late) + held(next)).isEqualTo(20);
			makeDue();
		}
	}

	@Test
	void writesNothingWhereThereIsNothing() {
		UUID consumer = consumer();
		String before = version();

		var _ = this.leases.take(wanted(consumer, 20), TypeId.next(), BYTES).block();

		assertThat(version()).isEqualTo(before);
	}

	private UUID consumer() {
		return TypeId.read("dst", this.desk.consumer("\"from\": \"beginning\"")).orElseThrow();
	}

	private Wanted wanted(UUID consumer, int limit) {
		return new Wanted(this.desk.merchant().id(), consumer, limit, Duration.ofMinutes(10));
	}

	private void makeDue() {
		this.database.sql("update held_events set due_at = now() where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.then()
			.block();
	}

	private long held(UUID lease) {
		return this.database.sql("select count(*) from held_events where merchant_id = $1 and lease = $2")
			.bind(0, this.desk.merchant().id())
			.bind(1, lease)
			.mapValue(Long.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

	private long count(String sql) {
		return this.database.sql(sql)
			.bind(0, this.desk.merchant().id())
			.mapValue(Long.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

	private String version() {
		return this.database.sql("select xmin::text from destinations where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.mapValue(String.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

}
