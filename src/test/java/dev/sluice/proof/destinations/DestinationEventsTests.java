package dev.sluice.proof.destinations;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.proof.destinations.Webhooks.Webhook;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What became of a destination by itself is told as everything else that happens is. */
@TestPropertySource(properties = { "sluice.destinations.first-retry=100ms", "sluice.destinations.longest-retry=200ms",
		"sluice.destinations.longest-pause=200ms", "sluice.destinations.give-up-after=6s" })
class DestinationEventsTests extends Deliveries {

	@Test
	void oneThatGaveUpIsToldOfToEverybody() throws Exception {
		try (Receiver receiver = new Receiver()
			.behaving((message) -> message.position() == 1 ? Conduct.REFUSE : Conduct.TAKE)) {
			Webhook watch = this.webhooks.at(receiver.url("/watch"), "\"now\", \"types\": [\"destination.failing\"]");
			Webhook consumer = this.webhooks.consumer();
			Webhook webhook = this.webhooks.at(receiver.url("/hook?key=hidden"), "\"now\", \"description\": \"Shop\"");
			String _ = this.shop.pay("automatic", "pm_card_visa");
			afterARefusalAnotherArrives(webhook);

			String event = awaitEvents(webhook, 1).getFirst();
			await().until(() -> this.webhooks.missing(webhook) == 0 && this.webhooks.missing(watch) == 0);

			assertThat(event).matches("""
					\\{"id":5,"type":"destination.failing","destination_id":"%s","version":1,"created_at":"[^"]+",\
					"actor":\\{"type":"sluice","name":"delivery"},"data":\\{.*}}""".formatted(webhook.id()));
			Map<String, Object> data = JsonPath.read(event, "$.data");
			Map<String, Object> shown = JsonPath.read(this.webhooks.show(webhook), "$");
			assertThat(data.keySet()).containsExactlyElementsOf(shown.keySet());
			assertThat(data).containsEntry("id", webhook.id())
				.containsEntry("status", "failing")
				.containsEntry("reason", "gave_up")
				.containsEntry("description", "Shop")
				.containsEntry("updated_at", shown.get("updated_at"))
				.containsEntry("url", receiver.url("/hook"));
			assertThat(receiver.taken("/watch")).extracting(Message::body).containsExactly(event);
			assertThat(receiver.taken("/hook?key=hidden")).extracting(Message::position)
				.containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
			assertThat(JsonPath.<List<String>>read(come(consumer), "$.data[*].type")).contains("destination.failing");
			assertThat(this.shop.event(5)).isEqualTo(event);
			assertThat(events()).hasSize(5);
		}
	}

	@Test
	void oneThatIsBackIsToldOfAndHearsOfIt() throws Exception {
		Receiver first = new Receiver();
		int known = first.port();
		first.close();
		for (int made = 0; made < 5; made++) {
			String _ = this.shop.pay("automatic", "pm_card_visa");
		}
		Webhook webhook = this.webhooks.at(first.url("/hook"), "\"beginning\"");
		await().until(() -> this.webhooks.status(webhook).equals("failing not_answering"));

		try (Receiver again = new Receiver(known)) {
			List<String> told = awaitEvents(webhook, 2);
			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertThat(told).extracting(DestinationEventsTests::type)
				.containsExactly("destination.failing", "destination.recovered");
			assertThat(Shop.read(told.getFirst(), "$.data.reason")).isEqualTo("not_answering");
			assertThat(Shop.read(told.getLast(), "$.data.status")).isEqualTo("active");
			assertArrived(again.taken(), webhook.secret());
			assertThat(again.taken()).extracting(Message::type)
				.contains("destination.failing", "destination.recovered");
			assertThat(events(webhook)).hasSize(2);
		}
	}

	@Test
	void eachTimeThatOneWantsNoMoreIsToldOfAndWhatTheMerchantDoesIsNot() throws Exception {
		try (Receiver receiver = new Receiver().behaving((message) -> Conduct.GONE)) {
			Webhook webhook = this.webhooks.at(receiver.url("/hook"));
			String _ = this.shop.pay("automatic", "pm_card_visa");
			String first = awaitEvents(webhook, 1).getFirst();

			var _ = this.webhooks.post(webhook, "pause", null, 200);
			var _ = this.webhooks.post(webhook, "resume", null, 200);
			List<String> told = awaitEvents(webhook, 2);

			assertThat(told.getFirst()).isEqualTo(first);
			this.shop.http()
				.get()
				.uri("/v1/payments/" + webhook.id().replace("dst_", "pay_") + "?version=1")
				.exchange()
				.expectStatus()
				.isNotFound();
			assertThat(told).extracting(DestinationEventsTests::type).containsOnly("destination.disabled");
			assertThat(told).extracting((event) -> Shop.read(event, "$.data.reason")).containsOnly("gone");
		}
	}

	@Test
	void nothingBecomesOfOneThatRefusesToHearOfItself() throws Exception {
		try (Receiver receiver = new Receiver()
			.behaving((message) -> message.position() == 1 || message.type().startsWith("destination.") ? Conduct.REFUSE
					: Conduct.TAKE)) {
			Webhook webhook = this.webhooks.at(receiver.url("/hook"));
			String _ = this.shop.pay("automatic", "pm_card_visa");
			afterARefusalAnotherArrives(webhook);
			String event = awaitEvents(webhook, 1).getFirst();

			var _ = this.webhooks.post(webhook, "resume", null, 200);
			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertThat(this.webhooks.outcomes(webhook)).filteredOn("given_up"::equals).hasSize(2);
			assertThat(this.webhooks.status(webhook)).isEqualTo("active");
			assertThat(events(webhook)).containsExactly(event);
		}
	}

	@Test
	void oneThatIsDeletedMeanwhileIsToldOfAsItWas(@Autowired Environment environment) throws Exception {
		CountDownLatch locked = new CountDownLatch(1);
		try (Receiver receiver = new Receiver().behaving((message) -> gone(locked))) {
			Webhook webhook = this.webhooks.at(receiver.url("/hook"), "\"now\", \"description\": \"Shop\"");
			String _ = this.shop.pay("automatic", "pm_card_visa");
			try (JournalLock _ = JournalLock.of(TestDatabase.of(environment), this.shop.merchant().id())) {
				locked.countDown();
				await().until(() -> this.webhooks.status(webhook).equals("disabled gone"));
				this.webhooks.remove(webhook);
				assertThat(this.shop.merchant().rows(this.database, "destination_events")).isEqualTo(1);
			}

			String event = awaitEvents(webhook, 1).getFirst();

			assertThat(type(event)).isEqualTo("destination.disabled");
			assertThat(Shop.read(event, "$.data.description")).isEqualTo("Shop");
			await().until(() -> this.shop.merchant().rows(this.database, "destination_events") == 0);
		}
	}

	@Test
	void oneThatIsPausedFirstStaysSoAndIsNotToldOf() throws Exception {
		CountDownLatch paused = new CountDownLatch(1);
		try (Receiver receiver = new Receiver().behaving((message) -> gone(paused))) {
			Webhook webhook = this.webhooks.at(receiver.url("/hook"));
			String _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> !receiver.seen().isEmpty());
			var _ = this.webhooks.post(webhook, "pause", null, 200);
			paused.countDown();
			await().until(() -> this.webhooks.outcomes(webhook).contains("gone"));

			assertThat(this.webhooks.status(webhook)).isEqualTo("paused");
			assertThat(this.shop.merchant().rows(this.database, "destination_events")).isZero();
			assertThat(events(webhook)).isEmpty();
		}
	}

	/**
	 * Somebody is there, as an event of another payment shows: so it fails for what it
	 * refuses, not for what it does not answer, which is told after the same time.
	 */
	private void afterARefusalAnotherArrives(Webhook webhook) {
		await().until(() -> this.webhooks.outcomes(webhook).contains("refused"));
		String _ = this.shop.pay("automatic", "pm_card_visa");
	}

	private static Conduct gone(CountDownLatch when) {
		try {
			when.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return Conduct.GONE;
	}

	private String come(Webhook consumer) {
		return String.valueOf(this.shop.http()
			.get()
			.uri("/v1/destinations/" + consumer.id() + "/events?wait=10")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	/** Once there are so many, which are numbered in their order. */
	private List<String> awaitEvents(Webhook webhook, int many) {
		await().until(() -> events(webhook).size() >= many);
		List<String> told = events(webhook);
		assertThat(told).hasSize(many);
		for (int index = 0; index < many; index++) {
			assertThat(Shop.read(told.get(index), "$.version")).isEqualTo(String.valueOf(index + 1));
		}
		return told;
	}

	/** Those about a destination. */
	private List<String> events(Webhook webhook) {
		return events().stream()
			.filter((event) -> event.contains("\"destination_id\":\"" + webhook.id() + "\""))
			.toList();
	}

	private static String type(String event) {
		return JsonPath.read(event, "$.type");
	}

}
