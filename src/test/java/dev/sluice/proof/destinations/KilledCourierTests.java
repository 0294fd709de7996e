package dev.sluice.proof.destinations;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.proof.Instance;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.proof.destinations.Webhooks.Webhook;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances that share the work, one of which dies again and again in the middle of
 * it.
 */
class KilledCourierTests {

	private static final int KILLS = Integer.getInteger("proof.kills", 2);

	private static final int DESTINATIONS = 12;

	private static final Map<String, String> IMPATIENT = Map.of("sluice.destinations.lease", "2s",
			"sluice.destinations.beat", "200ms", "sluice.destinations.look-interval", "1s",
			"sluice.destinations.first-retry", "200ms");

	@TempDir
	private Path folder;

	@Test
	void nothingIsLostWhenOneOfTwoIsKilled() throws Exception {
		TestDatabase database = TestDatabase.create();
		try (Receiver receiver = new Receiver(); Instance survivor = Instance.start(database, IMPATIENT)) {
			DatabaseClient client = database.client();
			Shop shop = Shop.open(client, survivor.port());
			Webhooks webhooks = new Webhooks(shop);
			List<Webhook> all = IntStream.range(0, DESTINATIONS)
				.mapToObj((index) -> webhooks.at(receiver.url("/" + index)))
				.toList();
			for (int life = 0; life < KILLS; life++) {
				try (SluiceProcess other = start(database)) {
					await().until(() -> survivor.gauge("sluice.destinations") == DESTINATIONS / 2);
					pay(shop, 6);
					other.kill();
				}
				pay(shop, 3);
			}

			await().until(() -> all.stream().allMatch((webhook) -> webhooks.missing(webhook) == 0));
			await().until(() -> survivor.gauge("sluice.destinations") == DESTINATIONS);

			long events = shop.merchant().rows(client, "journal");
			for (int index = 0; index < DESTINATIONS; index++) {
				assertArrived(receiver.taken("/" + index), events);
			}
		}
	}

	private static void pay(Shop shop, int times) {
		for (int made = 0; made < times; made++) {
			String _ = shop.pay("automatic", "pm_card_visa");
		}
	}

	private SluiceProcess start(TestDatabase database) throws Exception {
		Map<String, String> properties = new HashMap<>(IMPATIENT);
		properties.putAll(Map.of("server.port", "0", "sluice.demo.enabled", "true"));
		String[] arguments = properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
		return SluiceProcess.start(this.folder, database.arguments(arguments)).awaitOutput("Sluice is ready.");
	}

	private static void assertArrived(List<Message> taken, long events) {
		Set<Long> positions = taken.stream().map(Message::position).collect(Collectors.toCollection(TreeSet::new));
		assertThat(positions).hasSize((int) events);
		assertThat(Message.firstArrivals(taken).values()).allSatisfy((arrivals) -> assertThat(arrivals).isSorted());
		assertThat(taken.stream()
			.collect(Collectors.groupingBy(Message::position, Collectors.mapping(Message::id, Collectors.toSet()))))
			.allSatisfy((position, ids) -> assertThat(ids).hasSize(1));
	}

}
