package dev.sluice.emulators.stripe;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

import dev.sluice.emulators.stripe.Emulator.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What goes wrong with the Stripe emulator when it is asked to. */
@SluiceTest
class StripeFaultTests {

	private static final String INTENTS = "/v1/payment_intents";

	private static final String PAID = "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true"
			+ "&payment_method_types[]=card";

	private final Emulator emulator;

	private final String key = UUID.randomUUID().toString();

	StripeFaultTests(@LocalServerPort int port) {
		this.emulator = new Emulator(port);
	}

	@AfterEach
	void heal() throws Exception {
		this.emulator.noFaults();
	}

	private int made() throws Exception {
		this.emulator.noFaults();
		return this.emulator.get(INTENTS).json().path("data").size();
	}

	@ParameterizedTest
	@CsvSource({ "error_before_rate, 500, 0", "error_after_rate, 500, 1", "too_many_requests_rate, 429, 0" })
	void failsBeforeOrAfterItsWork(String fault, int status, int made) throws Exception {
		this.emulator.faults("{\"" + fault + "\": 1}");

		Reply reply = this.emulator.post(INTENTS, PAID, this.key);

		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.error().path("message").asString()).isNotEmpty();
		assertThat(made()).isEqualTo(made);
		assertThat(this.emulator.post(INTENTS, PAID, this.key).get("status")).isEqualTo("succeeded");
		assertThat(made()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lost_answer_rate", "half_answer_rate" })
	void losesItsAnswerWhenItsWorkIsDone(String fault) throws Exception {
		this.emulator.faults("{\"" + fault + "\": 1}");

		assertThatThrownBy(() -> this.emulator.post(INTENTS, PAID, this.key)).isInstanceOf(IOException.class);

		assertThat(made()).isEqualTo(1);
		assertThat(this.emulator.post(INTENTS, PAID, this.key).header("Idempotent-Replayed")).isEqualTo("true");
	}

	@Test
	void forgetsAKey() throws Exception {
		assertThat(this.emulator.post(INTENTS, PAID, this.key).status()).isEqualTo(200);
		this.emulator.faults("{\"key_forgotten_rate\": 1}");

		assertThat(this.emulator.post(INTENTS, PAID, this.key).header("Idempotent-Replayed")).isEmpty();

		assertThat(made()).isEqualTo(2);
	}

	@Test
	void revokesCredentials() throws Exception {
		this.emulator.faults("{\"credentials_revoked\": true}");

		assertThat(this.emulator.get("/v1/account").status()).isEqualTo(401);
		assertThat(made()).isZero();
	}

	@Test
	void sendsNotificationsTwiceLateAndForged() throws Exception {
		try (WebhookReceiver receiver = new WebhookReceiver()) {
			String secret = listen(receiver);
			this.emulator.faults("{\"duplicate_notification_rate\": 1, \"forged_notification_rate\": 1}");

			String intent = this.emulator.post(INTENTS, "amount=1000&currency=usd").get("id");

			await().until(() -> receiver.received().size() == 3);
			assertThat(receiver.events(secret)).hasSize(2).allSatisfy((event) -> {
				assertThat(event.getType()).isEqualTo("payment_intent.created");
				assertThat(event.getId()).isEqualTo(receiver.events(secret).getFirst().getId());
			});
			assertThat(receiver.received()).filteredOn((each) -> !each.isFrom(secret))
				.singleElement()
				.satisfies((forged) -> assertThat(forged.body()).contains(intent));
		}
	}

	@Test
	void losesNotificationsAndTellsThemStillWhenItIsAsked() throws Exception {
		try (WebhookReceiver receiver = new WebhookReceiver()) {
			String secret = listen(receiver);
			this.emulator.faults("{\"lost_notification_rate\": 1}");
			assertThat(this.emulator.post(INTENTS, "amount=1000&currency=usd").status()).isEqualTo(200);
			this.emulator.faults("{\"late_notification_rate\": 1, \"late_by_ms\": 1500}");
			assertThat(this.emulator.post(INTENTS, PAID).status()).isEqualTo(200);

			await().untilAsserted(() -> assertThat(receiver.types(secret)).contains("payment_intent.succeeded"));

			assertThat(this.emulator.get("/v1/events?type=payment_intent.created").json().path("data").size())
				.isEqualTo(2);
		}
	}

	@Test
	void tellsAgainWhatWasNotTaken() throws Exception {
		try (WebhookReceiver receiver = new WebhookReceiver()) {
			String secret = listen(receiver);
			receiver.refuseNext(2);

			assertThat(this.emulator.post(INTENTS, "amount=1000&currency=usd").status()).isEqualTo(200);

			await().until(() -> receiver.events(secret).size() == 3);
			assertThat(receiver.events(secret)).extracting((event) -> event.getId())
				.containsOnly(receiver.events(secret).getFirst().getId());
		}
	}

	@Test
	void tellsWhoWantsToKnowAndNobodyElse() throws Exception {
		try (WebhookReceiver some = new WebhookReceiver(); WebhookReceiver all = new WebhookReceiver()) {
			String few = this.emulator
				.post("/v1/webhook_endpoints", "url=" + some.url() + "&enabled_events[]=payment_intent.succeeded")
				.get("secret");
			String every = listen(all);

			assertThat(this.emulator.post(INTENTS, PAID).status()).isEqualTo(200);

			await().untilAsserted(() -> assertThat(all.types(every)).contains("payment_intent.created",
					"charge.succeeded", "payment_intent.succeeded"));
			await().untilAsserted(() -> assertThat(some.types(few)).containsExactly("payment_intent.succeeded"));
		}
	}

	@Test
	void takesItsTime() throws Exception {
		this.emulator.faults("{\"latency\": {\"min_ms\": 400, \"median_ms\": 401, \"p99_ms\": 402}}");
		long before = System.nanoTime();

		assertThat(this.emulator.get("/v1/account").status()).isEqualTo(200);

		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
	}

	@Test
	void doesNothingInAnOutage() throws Exception {
		this.emulator.faults("{\"outage\": true}");

		assertThat(this.emulator.post(INTENTS, PAID).status()).isEqualTo(500);
		assertThat(this.emulator.get("/v1/account").status()).isEqualTo(500);

		assertThat(made()).isZero();
	}

	@Test
	void showsItsFaults() throws Exception {
		this.emulator.faults("{\"seed\": 42, \"latency\": {\"min_ms\": 0, \"median_ms\": 1, \"p99_ms\": 2}}");

		assertThat(this.emulator.get("/faults").json().path("latency").path("p99_ms").asInt()).isEqualTo(2);
		assertThat(this.emulator.get("/v1/account").status()).isEqualTo(200);
	}

	private String listen(WebhookReceiver receiver) throws Exception {
		return this.emulator.post("/v1/webhook_endpoints", "url=" + receiver.url() + "&enabled_events[]=*")
			.get("secret");
	}

}
