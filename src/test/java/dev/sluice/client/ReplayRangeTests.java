package dev.sluice.client;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import dev.sluice.client.posting.Bookmark;
import dev.sluice.client.posting.Bookmark.Mark;
import dev.sluice.client.posting.Secrets;
import dev.sluice.destinations.Desk;
import dev.sluice.proof.destinations.Receiver;
import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that are posted once more. */
@SluiceTest
class ReplayRangeTests {

	@Autowired
	private DatabaseClient database;

	@LocalServerPort
	private int port;

	@TempDir
	private Path home;

	private Shop shop;

	private Desk desk;

	private Receiver receiver;

	private Path file;

	@BeforeEach
	void open() throws Exception {
		this.shop = Shop.open(this.database, this.port);
		this.desk = new Desk(this.database, this.shop.merchant(), this.shop.gateway());
		this.receiver = new Receiver();
		this.file = this.home.resolve("state.json");
	}

	@AfterEach
	void close() throws Exception {
		this.receiver.close();
	}

	@Test
	void postsARangeOfPositionsAndLeavesListenWhereItIs() {
		Mark mark = new Mark(7L, Secrets.make());
		new Bookmark(this.file).write(mark);
		this.desk.happen(1, 10, "payment.captured");

		String printed = replay("--from=3", "--to=6");

		assertThat(printed).startsWith("0\n").contains("4 events were posted").doesNotContain("sk_test");
		assertArrived(3, 6);
		Arrivals.areNamedAndSigned(this.receiver.taken(), mark.secret());
		assertThat(new Bookmark(this.file).read()).contains(mark);
	}

	@Test
	void remembersTheSecretThatItMade() {
		this.desk.happen(1, 2, "payment.captured");

		assertThat(replay("--from=beginning")).startsWith("0\n");

		Mark mark = Arrivals.mark(this.file);
		assertThat(mark.position()).isNull();
		Arrivals.areNamedAndSigned(this.receiver.taken(), mark.secret());
	}

	@Test
	void postsARangeOfTimes() {
		this.desk.happen(1, 300, "payment.captured");
		this.desk.purge(2);
		Instant from = created(150);
		Instant to = created(160);

		assertThat(replay("--from=" + from, "--to=" + to)).startsWith("0\n").contains("11 events");
		assertArrived(150, 160);
	}

	@Test
	void postsARangeOfTimesInWhichTheDatabaseWasRestored() {
		this.desk.happen(1, 300, "payment.captured");
		Instant from = created(150);
		long began = this.desk.restoreTo(200);
		this.desk.happen(UUID.randomUUID(), began + 1, 1);

		assertThat(replay("--from=" + from)).startsWith("0\n").contains("52 events");
		assertThat(Arrivals.positions(this.receiver.taken())).contains(150L, 200L, began + 1).doesNotContain(149L);
	}

	@Test
	void postsWhatIsOlderByPositionButNotByTime() {
		this.desk.happen(1, 300, "payment.captured");
		Instant from = created(150);
		Instant to = created(250);
		move(120, created(155));
		move(155, created(100));
		move(280, created(240));

		assertThat(replay("--from=" + from, "--to=" + to)).startsWith("0\n");

		assertThat(Arrivals.positions(this.receiver.taken())).isSorted()
			.contains(120L, 150L, 250L, 280L)
			.doesNotContain(119L, 149L, 155L, 251L)
			.hasSize(102);
	}

	@Test
	void postsAllThatIsKeptOfTheTypesThatAreWanted() {
		this.desk.happen(1, 20, "payment.created");
		this.desk.happen(21, 40, "payment.captured");
		this.desk.happen(41, 60, "payment.created");
		this.desk.purge(25);

		assertThat(replay("--from=beginning", "--types=payment.captured")).startsWith("0\n");
		assertArrived(26, 40);
	}

	@Test
	void saysThatThereIsNothing() {
		this.desk.happen(1, 3, "payment.captured");

		assertThat(replay("--from=4")).startsWith("0\n").contains("no event in that range");
		assertThat(replay("--from=3", "--to=2")).startsWith("0\n").contains("no event in that range");
		assertThat(replay("--from=2099-01-01T00:00:00Z")).startsWith("0\n").contains("no event in that range");
		assertThat(replay("--from=2001-01-01T00:00:00Z", "--to=2002-01-01T00:00:00Z")).startsWith("0\n")
			.contains("no event in that range");
		assertThat(this.receiver.seen()).isEmpty();
	}

	@Test
	void saysWhatIsNotKeptAnyMore() {
		this.desk.happen(1, 10, "payment.captured");
		this.desk.purge(4);

		assertThat(replay("--from=2")).startsWith("1\n").contains("up to position 4", "(410)");
	}

	@Test
	void triesAnEventAFewTimesAndSaysWhereToGoOn() {
		this.desk.happen(1, 10, "payment.captured");
		var _ = this.receiver.behaving((message) -> (message.position() == 5) ? Conduct.REFUSE : Conduct.TAKE);

		String printed = replay("--from=3");

		assertThat(printed).startsWith("1\n").contains("event 5", "500", "--from=5");
		assertThat(Arrivals.positions(this.receiver.seen())).containsExactly(3L, 4L, 5L, 5L, 5L, 5L);
		var _ = this.receiver.behaving((message) -> Conduct.TAKE);
		assertThat(replay("--from=5")).startsWith("0\n");
		assertArrived(3, 10);
	}

	private String replay(String... range) {
		List<String> arguments = new ArrayList<>(
				List.of("replay", "--url=http://127.0.0.1:" + this.port, "--key=" + this.shop.merchant().apiKey(),
						"--forward-to=" + this.receiver.url("/hook"), "--state=" + this.file));
		arguments.addAll(List.of(range));
		return RunningCommand.run(this.home, arguments.toArray(String[]::new));
	}

	private void assertArrived(long first, long last) {
		assertThat(Arrivals.positions(this.receiver.taken()))
			.containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList());
	}

	private Instant created(long position) {
		return this.database.sql("select created_at from journal where merchant_id = $1 and position = $2")
			.bind(0, this.shop.merchant().id())
			.bind(1, position)
			.mapValue(Instant.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

	private void move(long position, Instant created) {
		this.database.sql("update journal set created_at = $3 where merchant_id = $1 and position = $2")
			.bind(0, this.shop.merchant().id())
			.bind(1, position)
			.bind(2, created)
			.then()
			.block();
	}

}
