package dev.sluice.proof.destinations;

import java.util.Random;

import dev.sluice.proof.destinations.Receiver.Conduct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.TestPropertySource;

import static org.awaitility.Awaitility.await;

/** Whatever a merchant's server does, all arrives there in the end. */
@TestPropertySource(properties = { "sluice.destinations.first-retry=100ms", "sluice.destinations.longest-retry=400ms",
		"sluice.destinations.longest-pause=400ms", "sluice.destinations.webhooks.answer-timeout=700ms" })
class HostileReceiverTests extends Deliveries {

	@ParameterizedTest
	@ValueSource(longs = { 1, 2 })
	void whateverTheServerDoesEachEventArrivesInTheOrderOfItsPayment(long seed) throws Exception {
		Random random = new Random(seed);
		Conduct[] conducts = { Conduct.REFUSE, Conduct.GARBAGE, Conduct.CLOSE_HALFWAY, Conduct.HANG_UP, Conduct.HANG,
				Conduct.BUSY };
		try (Receiver receiver = new Receiver().behaving((message) -> {
			synchronized (random) {
				return (random.nextInt(3) > 0) ? Conduct.TAKE : conducts[random.nextInt(conducts.length)];
			}
		})) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			for (int made = 0; made < 12; made++) {
				String payment = this.shop.pay("automatic", "pm_card_visa");
				var _ = this.shop.post(payment, "refunds", "{\"amount\": 10}", 201);
			}

			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertArrived(receiver.taken(), webhook.secret());
		}
	}

}
