package dev.sluice.proof.destinations;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.sluice.proof.Instance;
import dev.sluice.proof.destinations.Reader.Given;
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
 * Several who share the events of a consumer, at two instances one of which dies again
 * and again; they forget now and then what they were given.
 */
class KilledReadersTests {

	private static final int KILLS = Integer.getInteger("proof.kills", 2);

	private static final int READERS = 4;

	@TempDir
	private Path folder;

	@Test
	void eachEventIsDoneAndThoseOfAPaymentInOrder() throws Exception {
		TestDatabase database = TestDatabase.create();
		try (Instance survivor = Instance.start(database, Map.of())) {
			DatabaseClient client = database.client();
			Shop shop = Shop.open(client, survivor.port());
			Webhooks destinations = new Webhooks(shop);
			Webhook consumer = destinations.consumer();
			AtomicInteger other = new AtomicInteger(survivor.port());
			List<Reader> readers = IntStream.range(0, READERS)
				.mapToObj((index) -> Reader.start(shop.merchant().apiKey(), consumer.id(), index,
						(index % 2 == 0) ? survivor::port : other::get))
				.toList();
			try {
				for (int life = 0; life < KILLS; life++) {
					try (SluiceProcess process = start(database)) {
						other.set(process.port());
						pay(shop, 8);
						process.kill();
					}
					other.set(survivor.port());
					pay(shop, 4);
				}
				await().until(() -> {
					pay(shop, 1);
					return readers.stream().allMatch((reader) -> reader.acknowledged() > 0);
				});
				await().until(() -> destinations.missing(consumer) == 0);
			}
			finally {
				readers.forEach(Reader::close);
			}
			assertDone(Reader.given(readers), shop.merchant().rows(client, "journal"));
		}
	}

	private static void pay(Shop shop, int times) {
		for (int made = 0; made < times; made++) {
			String _ = shop.pay("automatic", "pm_card_visa");
		}
	}

	private SluiceProcess start(TestDatabase database) throws Exception {
		return SluiceProcess.start(this.folder, database.arguments("--server.port=0", "--sluice.demo.enabled=true"))
			.awaitOutput("Sluice is ready.");
	}

	private static void assertDone(List<Given> given, long events) {
		assertThat(given.stream().map(Given::position).distinct()).hasSize((int) events);
		assertThat(Given.firstArrivals(given).values()).allSatisfy((arrivals) -> assertThat(arrivals).isSorted());
		assertThat(given.stream().filter(Given::isTold).map(Given::position).distinct().sorted())
			.containsExactlyElementsOf(LongStream.rangeClosed(1, events).boxed().toList());
	}

}
