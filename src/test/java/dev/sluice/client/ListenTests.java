package dev.sluice.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

import dev.sluice.client.posting.Bookmark;
import dev.sluice.client.posting.Bookmark.Mark;
import dev.sluice.client.posting.Secrets;
import dev.sluice.destinations.Desk;
import dev.sluice.proof.destinations.Receiver;
import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.proof.network.TcpRelay;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A shop's events on their way to its developer's machine. */
@SluiceTest
class ListenTests {

	@Autowired
	private DatabaseClient database;

	@LocalServerPort
	private int port;

	@TempDir
	private Path home;

	private Shop shop;

	private Receiver receiver;

	private Path file;

	@BeforeEach
	void open() throws Exception {
		this.shop = Shop.open(this.database, this.port);
		this.receiver = new Receiver();
		this.file = this.home.resolve("state.json");
	}

	@AfterEach
	void close() throws Exception {
		this.receiver.close();
	}

	@Test
	void postsWhatHappensAsADestinationWouldGetIt() throws Exception {
		try (RunningCommand listen = listen("--from=now")) {
			awaitPosition(0);
			pay("pm_card_visa");
			awaitPosition(2);
			await().until(() -> listen.lines("payment.captured") == 1);

			Message message = this.receiver.taken().getLast();
			assertThat(message.path()).isEqualTo("/hook?shop=1");
			assertThat(message.headers())
				.containsOnlyKeys("content-length", "content-type", "host", "user-agent", "webhook-id",
						"webhook-signature", "webhook-timestamp")
				.containsEntry("content-type", "application/json")
				.containsEntry("user-agent", "Sluice-Webhooks")
				.containsEntry("webhook-id", "listen_" + message.payment() + "_2");
			assertThat(message.body()).isEqualTo(this.shop.event(2));
			Arrivals.areNamedAndSigned(this.receiver.taken(), Arrivals.mark(this.file).secret());
			assertThat(listen.printed()).containsPattern("payment\\.captured +pay_\\w+  v2  200  \\d+ ms")
				.contains(Arrivals.mark(this.file).secret(), this.file.toString())
				.doesNotContain(this.shop.merchant().apiKey());
			assertThat(Files.readString(this.file)).doesNotContain(this.shop.merchant().apiKey());
		}
	}

	@Test
	void goesOnWhereItWasTheLastTime() {
		try (RunningCommand _ = listen()) {
			awaitPosition(0);
			pay("pm_card_visa");
			awaitPosition(2);
		}
		pay("pm_card_visa");
		try (RunningCommand again = listen()) {
			awaitPosition(4);
			assertThat(again.printed()).contains("from position 3 on");
		}
		try (RunningCommand _ = listen("--from=2")) {
			awaitTaken(7);
		}

		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(1L, 2L, 3L, 4L, 2L, 3L, 4L);
		Arrivals.areNamedAndSigned(this.receiver.taken(), Arrivals.mark(this.file).secret());
	}

	@Test
	void remembersItBelowTheHomeFolderUnderANameThatTellsNothing() throws Exception {
		try (RunningCommand listen = start("listen", "--url=" + url(this.port) + "/",
				"--forward-to=" + this.receiver.url("/"))) {
			listen.awaitPrinted("Signed with");
		}

		assertThat(kept()).singleElement().asString().matches("listen-[0-9a-f]{32}\\.json");
	}

	@Test
	void remembersForEachChoiceOfTypesHowFarItIs() throws Exception {
		for (String types : List.of("payment.captured,payment.refunded", "payment.refunded, payment.captured",
				"payment.refunded")) {
			try (RunningCommand listen = start("listen", "--url=" + url(this.port),
					"--forward-to=" + this.receiver.url("/"), "--types=" + types)) {
				listen.awaitPrinted("Signed with");
			}
		}

		assertThat(kept()).hasSize(2);
	}

	@Test
	void leavesTheFileToWhoeverHasIt() {
		try (RunningCommand listen = listen()) {
			listen.awaitPrinted("Signed with");
			RunningCommand other = listen();

			assertThat(other.awaitExit()).isOne();
			assertThat(other.printed()).contains("Another listen has the file " + this.file);
		}
	}

	private List<String> kept() throws Exception {
		try (var files = Files.list(this.home.resolve(".sluice"))) {
			return files.map((file) -> String.valueOf(file.getFileName()))
				.filter((name) -> name.endsWith(".json"))
				.toList();
		}
	}

	@Test
	void postsTheSameEventUntilItIsTaken() {
		Map<Long, Conduct> once = new ConcurrentHashMap<>(
				Map.of(1L, Conduct.REFUSE, 2L, Conduct.HANG_UP, 3L, Conduct.CLOSE_HALFWAY));
		var _ = this.receiver.behaving((message) -> {
			Conduct conduct = once.remove(message.position());
			return (conduct != null) ? conduct : Conduct.TAKE;
		});
		pay("pm_card_visa");
		pay("pm_card_visa");

		try (RunningCommand listen = listen("--from=beginning")) {
			awaitPosition(4);

			assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(1L, 2L, 3L, 4L);
			assertThat(Arrivals.positions(this.receiver.seen())).containsExactly(1L, 1L, 2L, 2L, 3L, 3L, 4L);
			assertThat(listen.lines("Waits with event")).isEqualTo(3);
			assertThat(listen.lines("takes events again")).isEqualTo(3);
			Arrivals.areNamedAndSigned(this.receiver.seen(), Arrivals.mark(this.file).secret());
		}
	}

	@Test
	void forgetsNoEventThatItsReceiverHadNotTakenWhenItEnded() {
		var _ = this.receiver.behaving((message) -> (message.position() == 2) ? Conduct.HANG : Conduct.TAKE);
		pay("pm_card_visa");
		try (RunningCommand _ = listen("--from=beginning")) {
			await().until(() -> this.receiver.seen().size() == 2);
		}
		assertThat(Arrivals.mark(this.file).position()).isEqualTo(1);

		var _ = this.receiver.behaving((message) -> Conduct.TAKE);
		try (RunningCommand _ = listen()) {
			awaitPosition(2);
		}

		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(1L, 2L);
		Arrivals.areNamedAndSigned(this.receiver.seen(), Arrivals.mark(this.file).secret());
	}

	@Test
	void waitsForAReceiverThatIsAwayAndSaysSoOnce() throws Exception {
		int away = this.receiver.port();
		this.receiver.close();
		pay("pm_card_visa");
		try (RunningCommand listen = listen("--from=beginning")) {
			listen.awaitPrinted("nobody listens there");

			this.receiver = new Receiver(away);
			awaitPosition(2);
			assertThat(listen.lines("Waits")).isEqualTo(1);
			assertThat(listen.lines("goes on")).isEqualTo(1);
		}
		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(1L, 2L);
	}

	@Test
	void waitsForAGatewayThatIsAwayAndSaysSoOnce() throws Exception {
		int way = Ports.free();
		TcpRelay relay = new TcpRelay(new TestDatabase("127.0.0.1", this.port, "", "", ""), way);
		try (RunningCommand listen = start("listen", "--url=" + url(way), "--forward-to=" + this.receiver.url("/"),
				"--state=" + this.file)) {
			awaitPosition(0);
			relay.close();
			pay("pm_card_visa");
			listen.awaitPrinted("Waits for");

			relay = new TcpRelay(new TestDatabase("127.0.0.1", this.port, "", "", ""), way);
			awaitPosition(2);
			assertThat(listen.lines("Waits for")).isEqualTo(1);
			assertThat(listen.lines("goes on")).isEqualTo(1);
		}
		relay.close();
		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(1L, 2L);
	}

	@Test
	void leavesAStreamThatFellSilent() throws Exception {
		try (TcpRelay relay = new TcpRelay(new TestDatabase("127.0.0.1", this.port, "", "", ""));
				RunningCommand _ = RunningCommand.start(this.home, RunningCommand.EARS, this.shop.merchant().apiKey(),
						"listen", "--url=" + url(relay.relayed().port()), "--forward-to=" + this.receiver.url("/"),
						"--state=" + this.file)) {
			awaitPosition(0);
			relay.fallSilent();
			pay("pm_card_visa");
			relay.speakAgain();
			awaitPosition(2);
		}
		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(1L, 2L);
	}

	@Test
	void forwardsTheTypesThatAreWantedAndPassesOverTheRest() {
		pay("pm_card_visa");
		pay("pm_card_declined");
		try (RunningCommand _ = listen("--from=beginning", "--types=payment.captured, payment.declined")) {
			awaitTaken(2);
		}
		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(2L, 4L);
	}

	@Test
	void saysThatItsPositionIsAnotherJournals() {
		new Bookmark(this.file).write(new Mark(576L, secret()));
		try (RunningCommand listen = listen()) {
			listen.awaitPrinted("knows no position 576");
			awaitPosition(0);
			pay("pm_card_visa");
			awaitPosition(2);
		}
	}

	@Test
	void saysWhatIsNotKeptAnyMore() {
		Desk desk = new Desk(this.database, this.shop.merchant(), this.shop.gateway());
		desk.happen(1, 10, "payment.captured");
		desk.purge(4);
		try (RunningCommand listen = listen("--from=2")) {
			listen.awaitPrinted("Events up to position 4 are no longer kept");
			awaitPosition(10);
		}
		assertThat(Arrivals.positions(this.receiver.taken()))
			.containsExactlyElementsOf(LongStream.rangeClosed(5, 10).boxed().toList());
	}

	@Test
	void endsWhereTheGatewayRefusesIt() {
		try (RunningCommand stranger = RunningCommand.start(this.home, "sk_test_nobody", "listen",
				"--url=" + url(this.port), "--forward-to=" + this.receiver.url("/"));
				RunningCommand confined = RunningCommand.start(this.home,
						this.shop.merchant().anotherKey(this.database, "test", "payments:read"), "listen",
						"--url=" + url(this.port), "--forward-to=" + this.receiver.url("/"));
				RunningCommand wrong = listen("--types=payment.lost")) {
			assertThat(stranger.awaitExit()).isEqualTo(ClientCommands.FAILED);
			assertThat(stranger.printed()).contains("(401)").doesNotContain("nobody");
			assertThat(confined.awaitExit()).isEqualTo(ClientCommands.FAILED);
			assertThat(confined.printed()).contains("(403)", "events:read");
			assertThat(wrong.awaitExit()).isEqualTo(ClientCommands.MISUSED);
			assertThat(wrong.printed()).contains("(422)", "payment.captured");
		}
	}

	@Test
	void endsWhenItsKeyIsRevoked() {
		try (RunningCommand listen = listen()) {
			awaitPosition(0);
			this.shop.merchant().revokeKey(this.database);

			assertThat(listen.awaitExit()).isEqualTo(ClientCommands.FAILED);
			assertThat(listen.printed()).contains("(401)");
		}
	}

	@Test
	void endsWhereSomethingElseAnswers() {
		try (RunningCommand listen = start("listen", "--url=" + this.receiver.url(""),
				"--forward-to=" + this.receiver.url("/"))) {
			assertThat(listen.awaitExit()).isEqualTo(ClientCommands.FAILED);
			assertThat(listen.printed()).contains("no Sluice");
		}
	}

	@Test
	void endsWhereItsFileIsDamaged() throws Exception {
		Files.writeString(this.file, "{\"position\":");
		try (RunningCommand listen = listen()) {
			assertThat(listen.awaitExit()).isEqualTo(ClientCommands.FAILED);
			assertThat(listen.printed()).contains(this.file.toString(), "Delete it");
		}
	}

	@Test
	void signsWithASecretThatIsGivenAndKeepsItNot() throws Exception {
		String secret = secret();
		pay("pm_card_visa");
		try (RunningCommand listen = listen("--from=beginning", "--secret=" + secret)) {
			awaitPosition(2);
			assertThat(listen.printed()).doesNotContain("whsec_");
		}
		assertThat(Files.readString(this.file)).doesNotContain(secret);
		Arrivals.areNamedAndSigned(this.receiver.taken(), secret);
	}

	private static String secret() {
		return Secrets.make();
	}

	private void pay(String card) {
		var _ = this.shop.pay("automatic", card);
	}

	private RunningCommand listen(String... more) {
		List<String> arguments = new ArrayList<>(List.of("listen", "--url", url(this.port), "--forward-to",
				this.receiver.url("/hook?shop=1"), "--state", this.file.toString()));
		arguments.addAll(List.of(more));
		return start(arguments.toArray(String[]::new));
	}

	private RunningCommand start(String... arguments) {
		return RunningCommand.start(this.home, this.shop.merchant().apiKey(), arguments);
	}

	private static String url(int port) {
		return "http://127.0.0.1:" + port;
	}

	private void awaitPosition(long position) {
		await()
			.until(() -> new Bookmark(this.file).read().map(Mark::position).filter((at) -> at == position).isPresent());
	}

	private void awaitTaken(int count) {
		await().until(() -> this.receiver.taken().size() >= count);
	}

}
