package dev.sluice.proof.destinations;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.proof.Instance;
import dev.sluice.proof.destinations.Webhooks.Webhook;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody who waits at one instance for what happens and is changed at another. */
class ReadersElsewhereTests {

	/** Nobody looks by himself. */
	private static final Map<String, String> DEAF = Map.of("sluice.destinations.consumers.look-interval", "1h");

	@Test
	void isGivenWhatHappensAndToldWhatIsChangedThere() throws Exception {
		TestDatabase database = TestDatabase.create();
		try (Instance here = Instance.start(database, DEAF); Instance there = Instance.start(database, DEAF)) {
			DatabaseClient client = database.client();
			Shop shop = Shop.open(client, here.port());
			Webhooks destinations = new Webhooks(shop);
			Webhook consumer = destinations.consumer();
			Shop elsewhere = shop.at(there.port());

			CompletableFuture<String> first = come(elsewhere, consumer, there);
			String payment = shop.pay("automatic", "pm_card_visa");
			assertThat(JsonPath.<String>read(first.join(), "$.data[0].payment_id")).isEqualTo(payment);

			String _ = destinations.post(consumer, "rewind", "{\"from\": \"now\"}", 200);
			CompletableFuture<String> second = come(elsewhere, consumer, there);
			String _ = destinations.post(consumer, "rewind", "{\"from\": \"beginning\"}", 200);
			assertThat(JsonPath.<Integer>read(second.join(), "$.data[0].id")).isOne();
		}
	}

	/** Comes, and waits already when this returns. */
	private static CompletableFuture<String> come(Shop shop, Webhook consumer, Instance instance) {
		CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> String.valueOf(shop.http()
			.get()
			.uri("/v1/destinations/" + consumer.id() + "/events?wait=30")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()));
		await().until(() -> instance.gauge("sluice.destinations.consumers.waiting") == 1);
		return answer;
	}

}
