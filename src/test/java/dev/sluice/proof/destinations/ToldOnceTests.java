package dev.sluice.proof.destinations;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import dev.sluice.proof.Instance;
import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.proof.destinations.Webhooks.Webhook;
import dev.sluice.proof.network.TcpRelay;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What became of a destination is told once, whatever happens to those who tell it. */
class ToldOnceTests {

	private static final int DESTINATIONS = 12;

	private static final Map<String, String> LOOKING = Map.of("sluice.destinations.look-interval", "100ms");

	private static final Map<String, String> IMPATIENT = Map.of("sluice.destinations.look-interval", "100ms",
			"sluice.destinations.lease", "2s", "sluice.destinations.beat", "200ms");

	private static final Map<String, String> SOON_DISAPPOINTED = Map.of("sluice.destinations.look-interval", "100ms",
			"sluice.postgres.statement-timeout", "700ms", "sluice.postgres.answer-timeout", "1s");

	/** Asked by merchants, and tells nobody anything. */
	private static final Map<String, String> FRONT = Map.of("sluice.roles", "api,feed");

	/** As {@code LostCommitsTests} has it. */
	private static final String COMMITTED = "refusal\0";

	private static final String EVENTS = """
			select subject_id, version, type from journal where type like 'destination.%' order by subject_id""";

	private static final String UNTOLD = "select destination_id, version from destination_events";

	private static final String DISABLED = "select destination_id from destinations where status = 'disabled'";

	@TempDir
	private Path folder;

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private final DatabaseClient client = this.database.client();

	private final CountDownLatch wait = new CountDownLatch(1);

	@Test
	void byOneOfTwoWhoFindItAtOnce() throws Exception {
		try (Receiver receiver = receiver();
				Instance one = Instance.start(this.database, LOOKING);
				Instance _ = Instance.start(this.database, LOOKING)) {
			Shop shop = disappoint(receiver, one.port());
			try (JournalLock _ = JournalLock.of(this.database, shop.merchant().id())) {
				this.wait.countDown();
				await().until(() -> this.rows.read(UNTOLD).size() == DESTINATIONS);
			}

			assertToldOnce(shop);
		}
	}

	@Test
	void byAnotherWhenItsWitnessIsKilled() throws Exception {
		try (Receiver receiver = receiver(); SluiceProcess witness = start()) {
			Shop shop = disappoint(receiver, witness.port());
			try (JournalLock _ = JournalLock.of(this.database, shop.merchant().id())) {
				this.wait.countDown();
				await().until(() -> this.rows.read(UNTOLD).size() == DESTINATIONS);
				witness.kill();
				assertThat(this.rows.read(DISABLED)).hasSize(DESTINATIONS);
				assertThat(this.rows.read(EVENTS)).isEmpty();
			}
			try (Instance other = Instance.start(this.database, IMPATIENT)) {
				assertToldOnce(shop.at(other.port()));
			}
		}
	}

	@Test
	void byWhoIsNotToldThatItWasWritten() throws Exception {
		try (Receiver receiver = receiver();
				TcpRelay relay = new TcpRelay(this.database);
				Instance front = Instance.start(this.database, FRONT);
				Instance _ = Instance.start(relay.relayed(), SOON_DISAPPOINTED)) {
			Shop shop = disappoint(receiver, front.port());
			relay.cutEvery(2, COMMITTED);
			this.wait.countDown();
			await().until(() -> relay.cuts() > 0 && this.rows.read(UNTOLD).isEmpty()
					&& this.rows.read(DISABLED).size() == DESTINATIONS);
			relay.mend();

			assertToldOnce(shop);
		}
	}

	@Test
	void byWhoHadNoDatabaseForAWhile() throws Exception {
		try (Receiver receiver = receiver();
				TcpRelay relay = new TcpRelay(this.database);
				Instance front = Instance.start(this.database, FRONT);
				Instance _ = Instance.start(relay.relayed(), SOON_DISAPPOINTED)) {
			Shop shop = disappoint(receiver, front.port());
			try (JournalLock _ = JournalLock.of(this.database, shop.merchant().id())) {
				this.wait.countDown();
				await().until(() -> this.rows.read(UNTOLD).size() == DESTINATIONS);
				relay.fallSilent();
			}
			relay.speakAgain();

			assertToldOnce(shop);
		}
	}

	/** Whose address is of those that are asked, and wants no more. */
	private Receiver receiver() throws Exception {
		return new Receiver().behaving((message) -> {
			try {
				this.wait.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Conduct.GONE;
		});
	}

	/** Each of many destinations is asked, and does not answer yet. */
	private Shop disappoint(Receiver receiver, int port) {
		Shop shop = Shop.open(this.client, port);
		Webhooks webhooks = new Webhooks(shop);
		List<Webhook> all = IntStream.range(0, DESTINATIONS)
			.mapToObj((index) -> webhooks.at(receiver.url("/" + index)))
			.toList();
		String _ = shop.pay("automatic", "pm_card_visa");
		await().until(() -> receiver.seen().stream().map(Message::path).distinct().count() == all.size());
		return shop;
	}

	private void assertToldOnce(Shop shop) throws Exception {
		await().until(() -> this.rows.read(UNTOLD).isEmpty() && this.rows.read(EVENTS).size() >= DESTINATIONS);

		assertThat(this.rows.read(EVENTS)).hasSize(DESTINATIONS)
			.allSatisfy((event) -> assertThat(event.number(1)).isEqualTo(1))
			.allSatisfy((event) -> assertThat(event.text(2)).isEqualTo("destination.disabled"));
		assertThat(this.rows.read(EVENTS).stream().map((event) -> event.text(0)).distinct()).hasSize(DESTINATIONS);
		await().until(() -> shop.http()
			.get()
			.uri("/v1/events")
			.exchange()
			.returnResult(String.class)
			.getStatus()
			.value() == 200);
		String page = String.valueOf(shop.http()
			.get()
			.uri("/v1/events?after=0&types=destination.disabled,payment.created,payment.captured")
			.header("Accept", "application/x-ndjson")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
		assertThat(page.lines().map((line) -> Long.parseLong(Shop.read(line, "$.id")))).hasSize(DESTINATIONS + 2)
			.isSorted();
	}

	private SluiceProcess start() throws Exception {
		Map<String, String> properties = new HashMap<>(IMPATIENT);
		properties.putAll(Map.of("server.port", "0", "sluice.demo.enabled", "true"));
		String[] arguments = properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
		return SluiceProcess.start(this.folder, this.database.arguments(arguments)).awaitOutput("Sluice is ready.");
	}

}
