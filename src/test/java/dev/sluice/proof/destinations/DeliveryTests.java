package dev.sluice.proof.destinations;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.sluice.destinations.Desk;
import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.testing.Shop;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What arrives at merchants' servers, and what they can have changed about it. */
@TestPropertySource(properties = { "sluice.destinations.first-retry=100ms", "sluice.destinations.longest-retry=400ms",
		"sluice.destinations.longest-pause=400ms", "sluice.destinations.max-active=32",
		"sluice.destinations.concurrency=" + DeliveryTests.CONCURRENCY })
class DeliveryTests extends Deliveries {

	static final int CONCURRENCY = 8;

	@Test
	void eachEventArrivesOnceSignedAndAsTheJournalHasIt() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			String payment = this.shop.pay("automatic", "pm_card_visa");
			var _ = this.shop.post(payment, "refunds", null, 201);
			List<String> events = events();

			await().until(() -> receiver.taken().size() >= events.size() && this.webhooks.missing(webhook) == 0);

			assertThat(receiver.taken()).extracting(Message::body).containsExactlyElementsOf(events);
			assertThat(receiver.taken()).allSatisfy((message) -> message.verify(webhook.secret()));
			assertThat(this.webhooks.outcomes(webhook)).containsOnly("delivered").hasSameSizeAs(events);
		}
	}

	@Test
	void aRefusedPaymentWaitsAloneAndInOrder() throws Exception {
		Set<String> refused = ConcurrentHashMap.newKeySet();
		try (Receiver receiver = new Receiver()
			.behaving((message) -> refused.contains(message.payment()) ? Conduct.REFUSE : Conduct.TAKE)) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			String unlucky = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(webhook) == 0);
			refused.add(unlucky);
			var _ = this.shop.post(unlucky, "refunds", "{\"amount\": 10}", 201);
			var _ = this.shop.post(unlucky, "refunds", "{\"amount\": 10}", 201);
			String lucky = this.shop.pay("automatic", "pm_card_visa");

			await().until(() -> count(receiver, lucky) == 2);
			await().until(() -> Shop.read(this.webhooks.show(webhook), "$.held").equals("4"));
			assertThat(count(receiver, unlucky)).isEqualTo(2);

			refused.clear();
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertArrived(receiver.taken(), webhook.secret());
			assertThat(this.webhooks.status(webhook)).isEqualTo("active");
		}
	}

	@Test
	void whoWasAwayGetsAllOfItAfterwards() throws Exception {
		Receiver first = new Receiver();
		int known = first.port();
		var webhook = this.webhooks.at(first.url("/hook"));
		first.close();
		List<String> payments = IntStream.range(0, 20)
			.mapToObj((index) -> this.shop.pay("automatic", "pm_card_visa"))
			.toList();
		await().until(() -> this.webhooks.outcomes(webhook).contains("unreachable"));

		try (Receiver again = new Receiver(known)) {
			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertThat(Message.firstArrivals(again.taken())).containsOnlyKeys(payments);
			assertArrived(again.taken(), webhook.secret());
		}
	}

	@Test
	void whoIsBackIsFoundSoonHoweverLateEachEventIsDue() throws Exception {
		Receiver first = new Receiver();
		int known = first.port();
		var webhook = this.webhooks.at(first.url("/hook"));
		first.close();
		for (int made = 0; made < 4; made++) {
			String _ = this.shop.pay("automatic", "pm_card_visa");
		}
		await().until(() -> Shop.read(this.webhooks.show(webhook), "$.held").equals("8"));
		this.database.sql("update held_events set due_at = now() + interval '6 hours' where merchant_id = $1")
			.bind(0, this.shop.merchant().id())
			.then()
			.block();

		try (Receiver again = new Receiver(known)) {
			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertArrived(again.taken(), webhook.secret());
		}
	}

	@Test
	void whatWasRefusedIsTriedAgainWhileThereIsMuchElse() throws Exception {
		new Desk(this.database, this.shop.merchant(), this.shop.http()).happen(1, 2000, "payment.captured");
		Set<Long> seen = ConcurrentHashMap.newKeySet();
		try (Receiver receiver = new Receiver().behaving((message) -> {
			LockSupport.parkNanos(2_000_000);
			return (seen.add(message.position()) && message.position() == 1) ? Conduct.REFUSE : Conduct.TAKE;
		})) {
			var webhook = this.webhooks.at(receiver.url("/hook"), "\"beginning\"");

			await().until(() -> this.webhooks.missing(webhook) == 0);

			List<Long> arrived = receiver.taken().stream().map(Message::position).toList();
			assertThat(arrived).hasSize(2000);
			assertThat(arrived.indexOf(1L)).isLessThan(1900);
		}
	}

	@Test
	void whoWantsNoMoreGetsNoMore() throws Exception {
		try (Receiver receiver = new Receiver().behaving((message) -> Conduct.GONE)) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			var _ = this.shop.pay("automatic", "pm_card_visa");

			await().until(() -> this.webhooks.status(webhook).equals("disabled gone"));
			awaitTold("destination.disabled");
			int seen = receiver.seen().size();
			var _ = this.shop.pay("automatic", "pm_card_visa");

			Receiver _ = receiver.behaving((message) -> Conduct.TAKE);
			var _ = this.webhooks.post(webhook, "resume", null, 200);
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(receiver.seen().size()).isGreaterThanOrEqualTo(seen + events().size());
			assertArrived(receiver.taken(), webhook.secret());
		}
	}

	@Test
	void aPausedOneGoesOnWhereItWas() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			var _ = this.webhooks.post(webhook, "pause", null, 200);
			var other = this.webhooks.at(receiver.url("/other"));
			var _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(other) == 0);
			assertThat(receiver.taken("/hook")).isEmpty();

			var _ = this.webhooks.post(webhook, "resume", null, 200);

			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(receiver.taken("/hook")).extracting(Message::body).containsExactlyElementsOf(events());
		}
	}

	@Test
	void allOfItComesAgainFromAnyPosition() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var _ = this.shop.pay("automatic", "pm_card_visa");
			var webhook = this.webhooks.at(receiver.url("/hook"), "\"beginning\"");
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(receiver.taken()).extracting(Message::position).containsExactly(1L, 2L);

			var _ = this.webhooks.post(webhook, "rewind", "{\"from\": 2}", 200);
			await().until(() -> receiver.taken().size() == 3 && this.webhooks.missing(webhook) == 0);
			var _ = this.webhooks.post(webhook, "redeliver", "{\"from\": 1, \"to\": 2}", 202);
			await().until(() -> receiver.taken().size() == 5 && this.webhooks.missing(webhook) == 0);

			assertThat(receiver.taken()).extracting(Message::position).containsExactly(1L, 2L, 2L, 1L, 2L);
			assertThat(receiver.taken().stream().map(Message::id).distinct()).hasSize(2);
		}
	}

	@Test
	void whatIsChangedWhileMuchIsSentCountsFromThenOn() throws Exception {
		CountDownLatch changed = new CountDownLatch(1);
		try (Receiver receiver = new Receiver().behaving((message) -> {
			awaitUninterruptibly(changed);
			return Conduct.TAKE;
		})) {
			List<String> payments = IntStream.range(0, 3 * CONCURRENCY)
				.mapToObj((index) -> this.shop.pay("automatic", "pm_card_visa"))
				.toList();
			var webhook = this.webhooks.at(receiver.url("/old"), "\"beginning\"");
			await().until(() -> !receiver.seen().isEmpty());

			var _ = this.webhooks.change(webhook, "{\"url\": \"%s\"}".formatted(receiver.url("/new")));
			changed.countDown();

			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(receiver.taken("/old")).hasSizeLessThanOrEqualTo(CONCURRENCY);
			assertThat(Message.firstArrivals(receiver.taken())).containsOnlyKeys(payments);
			assertArrived(receiver.taken(), webhook.secret());
		}
	}

	@Test
	void aChangedAddressAndSecretCountAtOnce() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var webhook = this.webhooks.at(receiver.url("/old"));
			var _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(webhook) == 0);

			var _ = this.webhooks.change(webhook,
					"{\"url\": \"%s\", \"types\": [\"payment.captured\"], \"payload\": \"thin\"}"
						.formatted(receiver.url("/new")));
			String secret = Shop.read(this.webhooks.post(webhook, "rotate", null, 200), "$.secret");
			var _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(webhook) == 0);

			Message told = receiver.taken("/new").getFirst();
			assertThat(receiver.taken("/new")).hasSize(1);
			assertThat(told.body()).contains("\"payment.captured\"").doesNotContain("\"data\"");
			told.verify(webhook.secret());
			told.verify(secret);
		}
	}

	@Test
	void thoseThatHangSlowNobodyElse() throws Exception {
		try (Receiver receiver = new Receiver()
			.behaving((message) -> message.path().startsWith("/dead") ? Conduct.HANG : Conduct.TAKE)) {
			List<Webhooks.Webhook> dead = IntStream.range(0, 5)
				.mapToObj((index) -> this.webhooks.at(receiver.url("/dead" + index)))
				.toList();
			List<Webhooks.Webhook> alive = IntStream.range(0, 45)
				.mapToObj((index) -> this.webhooks.at(receiver.url("/alive" + index)))
				.toList();
			var _ = this.shop.pay("automatic", "pm_card_visa");
			var _ = this.shop.pay("automatic", "pm_card_visa");

			await().until(() -> alive.stream().allMatch((webhook) -> this.webhooks.missing(webhook) == 0));

			assertThat(dead).allSatisfy((webhook) -> assertThat(this.webhooks.missing(webhook)).isPositive());
			assertThat(receiver.taken()).hasSize(alive.size() * events().size());
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
