package dev.sluice.destinations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.sluice.journal.Journal;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** From where on a destination is sent what happens, first and later. */
@SluiceTest
class ReplayTests {

	private final DatabaseClient database;

	private final Desk desk;

	ReplayTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.desk = Desk.open(database, port);
	}

	@ParameterizedTest
	@CsvSource({ "'\"now\"', 10", "'\"beginning\"', 4", "5, 4", "7, 6", "11, 10", "'\"2001-01-01T00:00:00Z\"', 4",
			"'\"2099-01-01T00:00:00+02:00\"', 10" })
	void startsAndGoesOnWhereItIsAskedTo(String from, int position) {
		this.desk.happen(1, 10, "payment.captured");
		this.desk.purge(4);

		String made = this.desk.make("\"from\": " + from, 201);
		String id = this.desk.paused("");
		String rewound = rewind(id, from, 200);

		assertThat(Desk.text(made, "$.position")).isEqualTo("" + position);
		assertThat(Desk.text(rewound, "$.position")).isEqualTo("" + position);
		assertThat(Desk.text(rewound, "$.lag.positions")).isEqualTo("" + (10 - position));
	}

	@Test
	void saysWhatIsNotKeptOrNotThereYet() {
		this.desk.happen(1, 10, "payment.captured");
		this.desk.purge(4);
		String id = this.desk.paused("");

		String purged = rewind(id, "4", 410);
		String unknown = rewind(id, "12", 422);

		assertThat(Desk.text(purged, "$.code")).isEqualTo("events_purged");
		assertThat(Desk.text(purged, "$.position")).isEqualTo("4");
		assertThat(Desk.text(unknown, "$.code")).isEqualTo("unknown_position");
		assertThat(Desk.text(unknown, "$.errors[0].pointer")).isEqualTo("/from");
	}

	@Test
	void findsATimeAndAMinuteBeforeItSinceThatIsAlmostInOrder(@Autowired Journal journal) {
		this.desk.happen(1, 1000, "payment.captured");
		this.desk.purge(3);
		Instant newest = this.database.sql("select max(created_at) from journal where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.mapValue(Instant.class)
			.one()
			.blockOptional()
			.orElseThrow();

		for (int position : List.of(64, 65, 100, 511, 512, 513, 999, 1000)) {
			Instant created = newest.minus(Duration.ofSeconds(1000 - position));
			assertThat(journal.before(this.desk.merchant().id(), created).block()).isEqualTo(position - 61);
			assertThat(journal.before(this.desk.merchant().id(), created.plusMillis(1)).block())
				.isEqualTo(position - 60);
		}
		assertThat(journal.before(this.desk.merchant().id(), Instant.EPOCH).block()).isEqualTo(3);
		assertThat(journal.before(this.desk.merchant().id(), newest.plusSeconds(61)).block()).isEqualTo(1000);
	}

	@Test
	void tellsHowFarItIsBehind() {
		this.desk.happen(1, 10, "payment.captured");
		String id = this.desk.paused("");
		this.desk.happen(11, 40, "payment.captured");

		String behind = show(id);
		String ahead = rewind(id, "\"now\"", 200);

		assertThat(Desk.text(behind, "$.lag.positions")).isEqualTo("30");
		assertThat(Integer.parseInt(Desk.text(behind, "$.lag.seconds"))).isBetween(30, 90);
		assertThat(Desk.text(ahead, "$.lag.positions")).isEqualTo("0");
		assertThat(Desk.text(ahead, "$.lag.seconds")).isEqualTo("0");
	}

	@Test
	void takesFromWhoeverWorksOnItAndForgetsWhatWasHeld() {
		this.desk.happen(1, 10, "payment.captured");
		String id = this.desk.paused("");
		hold(5);
		this.database.sql("update destinations set holder = gen_random_uuid(), term = 7 where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.then()
			.block();

		assertThat(Desk.text(show(id), "$.held")).isEqualTo("1");
		String rewound = rewind(id, "3", 200);

		assertThat(Desk.text(rewound, "$.held")).isEqualTo("0");
		assertThat(Desk.text(rewound, "$.status")).isEqualTo("paused");
		assertThat(term()).isEqualTo("8 none");
		assertThat(this.desk.noted()).last().isEqualTo("destination.rewound");
	}

	@Test
	void leavesWhoeverWorksOnItAloneWhereItIsOnlyChanged() {
		String id = this.desk.paused("");
		this.database.sql("update destinations set holder = gen_random_uuid(), term = 7 where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.then()
			.block();

		for (String of : List.of("/pause", "/rotate")) {
			var _ = this.desk.ask(HttpMethod.POST, Desk.one(id) + of, null, 200);
		}
		var _ = this.desk.ask(HttpMethod.PATCH, Desk.one(id), "{\"payload\": \"thin\"}", 200);

		assertThat(term()).isEqualTo("7 held");
	}

	@Test
	void sendsAgainWhatWasPassedAndWantedAndIsKept() {
		this.desk.happen(1, 4, "payment.captured");
		this.desk.happen(5, 6, "payment.refunded");
		this.desk.happen(7, 10, "payment.captured");
		this.desk.purge(2);
		String id = this.desk.paused("\"types\": [\"payment.captured\"], \"from\": 9");
		hold(4);

		String stretch = redeliver(id, "{\"from\": 1, \"to\": 10}");
		String one = redeliver(id, "{\"position\": 8}");
		String none = redeliver(id, "{\"position\": 9}");

		assertThat(List.of(stretch, one, none)).containsExactly("{\"events\":4}", "{\"events\":1}", "{\"events\":0}");
		assertThat(this.database.sql("""
				select position || ' ' || attempts || ' ' || (due_at <= now()) as held from held_events
				 where merchant_id = $1 order by position""")
			.bind(0, this.desk.merchant().id())
			.mapValue(String.class)
			.all()
			.collectList()
			.block()).containsExactly("3 0 true", "4 2 true", "7 0 true", "8 0 true");
		assertThat(this.desk.noted()).last().isEqualTo("destination.redelivered");
	}

	@Test
	void holdsNoMoreThanSoMany() {
		this.desk.happen(1, 3, "payment.captured");
		String id = this.desk.paused("\"from\": 1");
		this.database.sql("""
				insert into held_events (merchant_id, destination_id, position, subject_id, attempts, due_at)
				select merchant_id, destination_id, i, gen_random_uuid(), 0, now()
				  from destinations, generate_series(1, 1000) i where merchant_id = $1""")
			.bind(0, this.desk.merchant().id())
			.then()
			.block();

		String refused = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/redeliver", "{\"position\": 1}", 409);

		assertThat(refused).contains("\"too_many_held\"");
		assertThat(this.desk.merchant().rows(this.database, "held_events")).isEqualTo(1000);
	}

	@Test
	void timeInWhichNothingWasSentCountsForNone() {
		this.desk.happen(1, 4, "payment.captured");
		String id = this.desk.paused("\"from\": 1");
		hold(4);
		this.database.sql("update held_events set held_at = now() - interval '9 days' where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.then()
			.block();

		var _ = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/resume", null, 200);

		assertThat(this.database.sql("""
				select bool_and(held_at > now() - interval '1 hour') from held_events where merchant_id = $1""")
			.bind(0, this.desk.merchant().id())
			.mapValue(Boolean.class)
			.one()
			.block()).isTrue();
	}

	private String rewind(String id, String from, int status) {
		return this.desk.ask(HttpMethod.POST, Desk.one(id) + "/rewind", "{\"from\": " + from + "}", status);
	}

	private String redeliver(String id, String body) {
		return this.desk.ask(HttpMethod.POST, Desk.one(id) + "/redeliver", body, 202);
	}

	private String show(String id) {
		return this.desk.ask(HttpMethod.GET, Desk.one(id), null, 200);
	}

	/** An event that was refused twice. */
	private void hold(int position) {
		this.database.sql("""
				insert into held_events (merchant_id, destination_id, position, subject_id, attempts, due_at)
				select merchant_id, destination_id, $2, gen_random_uuid(), 2, now() + interval '1 hour'
				  from destinations where merchant_id = $1""")
			.bind(0, this.desk.merchant().id())
			.bind(1, position)
			.then()
			.block();
	}

	private String term() {
		return this.database
			.sql("select term || case when holder is null then ' none' else ' held' end from destinations "
					+ "where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.mapValue(String.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

}
