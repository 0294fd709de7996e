package dev.sluice.proof.destinations;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.proof.destinations.Webhooks.Webhook;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Shop;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is not tried any more, and what is, however long it took. */
@TestPropertySource(properties = { "sluice.destinations.first-retry=100ms", "sluice.destinations.longest-retry=200ms",
		"sluice.destinations.longest-pause=200ms", "sluice.destinations.give-up-after=6s" })
class GivenUpTests extends Deliveries {

	@Test
	void anEventThatIsRefusedForTooLongGivesWayToTheNextOfItsPayment() throws Exception {
		Set<Long> refused = ConcurrentHashMap.newKeySet();
		try (Receiver receiver = new Receiver()
			.behaving((message) -> refused.contains(message.position()) ? Conduct.REFUSE : Conduct.TAKE)) {
			boolean _ = refused.add(1L);
			var webhook = this.webhooks.at(receiver.url("/hook"));
			String unlucky = this.shop.pay("automatic", "pm_card_visa");

			await().until(() -> this.webhooks.status(webhook).equals("failing gave_up"));
			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertThat(ofPayments(receiver)).extracting(Message::position).containsExactly(2L);
			assertThat(ofPayments(receiver)).extracting(Message::payment).containsOnly(unlucky);
			assertThat(this.webhooks.outcomes(webhook)).contains("given_up", "refused", "delivered");
			awaitTold("destination.failing");
			String _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(ofPayments(receiver)).hasSize(3);

			refused.clear();
			var _ = this.webhooks.post(webhook, "redeliver", "{\"position\": 1}", 202);
			var _ = this.webhooks.post(webhook, "resume", null, 200);
			await().until(() -> this.webhooks.missing(webhook) == 0);
			await().untilAsserted(() -> assertThat(receiver.taken()).extracting(Message::position)
				.containsExactlyInAnyOrderElementsOf(positions()));
			assertThat(this.webhooks.status(webhook)).isEqualTo("active");
		}
	}

	/**
	 * All of the journal. As long as an event is refused before it is given up nothing
	 * may have arrived either, so that the destination fails, is told that, and recovers
	 * by it.
	 */
	private List<Long> positions() {
		return LongStream.rangeClosed(1, events().size()).boxed().toList();
	}

	/**
	 * Each is refused once more when somebody is there again, as by one who is warming
	 * up.
	 */
	@Test
	void nothingIsGivenUpBecauseNobodyWasThere() throws Exception {
		Set<Long> refusedOnce = ConcurrentHashMap.newKeySet();
		int known = Ports.free();
		Webhook webhook = whereNobodyIs(known);

		try (Receiver again = new Receiver(known)
			.behaving((message) -> refusedOnce.isEmpty() || !refusedOnce.add(message.position())
					? take(refusedOnce, message) : Conduct.REFUSE)) {
			awaitTold("destination.recovered");
			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertThat(this.webhooks.outcomes(webhook)).doesNotContain("given_up");
			assertArrived(again.taken(), webhook.secret());
			assertThat(this.webhooks.status(webhook)).isEqualTo("active");
		}
	}

	/** As after a restart it is not known from before that nobody is there. */
	@Test
	void norWhereItIsLookedAtAnew() throws Exception {
		int known = Ports.free();
		Webhook webhook = whereNobodyIs(known);
		await().until(() -> Shop.read(this.webhooks.show(webhook), "$.lag.positions").equals("0"));

		for (int change = 0; change < 5; change++) {
			long before = this.shop.merchant().rows(this.database, "deliveries");
			String _ = this.webhooks.change(webhook, "{\"description\": \"%d\"}".formatted(change));
			await().until(() -> this.shop.merchant().rows(this.database, "deliveries") > before);
		}
		assertThat(this.webhooks.outcomes(webhook)).doesNotContain("given_up");

		try (Receiver again = new Receiver(known)) {
			awaitTold("destination.recovered");
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertArrived(again.taken(), webhook.secret());
		}
	}

	/** It was not tried while it waited. */
	@Test
	void whoWaitedForOneThatIsGivenUpHasItsOwnTime() throws Exception {
		Set<Long> refusedOnce = ConcurrentHashMap.newKeySet();
		try (Receiver receiver = new Receiver()
			.behaving((message) -> (message.position() == 1 || refusedOnce.add(message.position())) ? Conduct.REFUSE
					: Conduct.TAKE)) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			String payment = this.shop.pay("automatic", "pm_card_visa");
			var _ = this.shop.post(payment, "refunds", "{\"amount\": 10}", 201);

			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertThat(ofPayments(receiver)).extracting(Message::position).containsExactly(2L, 3L, 4L);
			assertThat(this.webhooks.outcomes(webhook)).containsOnlyOnce("given_up");
		}
	}

	/**
	 * One that several events are for, which nobody takes for so long that it is told.
	 */
	private Webhook whereNobodyIs(int port) {
		for (int made = 0; made < 8; made++) {
			String _ = this.shop.pay("automatic", "pm_card_visa");
		}
		Webhook webhook = this.webhooks.at("http://127.0.0.1:" + port + "/hook", "\"beginning\"");
		await().until(() -> this.webhooks.status(webhook).equals("failing not_answering"));
		return webhook;
	}

	private static Conduct take(Set<Long> refusedOnce, Message message) {
		boolean _ = refusedOnce.add(message.position());
		return Conduct.TAKE;
	}

}
