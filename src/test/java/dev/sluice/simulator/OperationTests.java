package dev.sluice.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.Simulator.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SluiceTest
class OperationTests {

	private static final Duration SOONER_THAN_IT_ANSWERS = Duration.ofSeconds(10);

	private final Simulator simulator;

	private final String payment = Simulator.newPayment();

	OperationTests(@LocalServerPort int port) {
		this.simulator = new Simulator(port);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			pm_card_visa,                        approved,        ''
			pm_card_mastercard,                  approved,        ''
			pm_card_amex,                        approved,        ''
			pm_card_declined,                    declined,        generic_decline
			pm_card_declined_insufficient_funds, declined,        insufficient_funds
			pm_card_declined_lost_card,          declined,        lost_card
			pm_card_declined_stolen_card,        declined,        stolen_card
			pm_card_declined_expired_card,       declined,        expired_card
			pm_card_declined_fraud,              declined,        fraudulent
			pm_card_3ds,                         action_required, ''
			pm_card_pending,                     pending,         ''
			pm_card_capture_fails,               declined,        capture_failed
			pm_card_refund_fails,                approved,        ''
			""")
	void answersToEachCard(String token, String status, String code) throws Exception {
		Reply sale = this.simulator
			.execute(Simulator.operation(Simulator.newOperation(), this.payment, "sale", 1999, token));

		assertThat(sale.get("status")).isEqualTo(status);
		assertThat(sale.get("code")).isEqualTo(code);
		assertThat(sums()).containsExactly(
				"approved".equals(status) ? new long[] { 1999, 1999, 0, 0, 1 } : new long[] { 0, 0, 0, 0, 1 });
	}

	@Test
	void listsTheCards() throws Exception {
		JsonNode methods = this.simulator.send("GET", "/v1/payment_methods", null).body().path("data");

		assertThat(methods.valueStream().map((method) -> method.path("token").asString()))
			.contains("pm_card_visa", "pm_card_3ds", "pm_card_slow")
			.hasSize(TestCard.values().length);
		assertThat(methods.valueStream()).noneMatch((method) -> method.path("description").asString("").isEmpty());
	}

	@Test
	void authorizesThenFailsToCapture() throws Exception {
		assertThat(charge("authorize", "pm_card_capture_fails").get("status")).isEqualTo("approved");

		assertThat(this.simulator.execute(this.payment, "capture", 1999).get("code")).isEqualTo("capture_failed");
		assertThat(sums()).containsExactly(1999, 0, 0, 0, 2);
	}

	@Test
	void chargesThenFailsToRefund() throws Exception {
		assertThat(charge("sale", "pm_card_refund_fails").get("status")).isEqualTo("approved");

		assertThat(this.simulator.execute(this.payment, "refund", 1999).get("code")).isEqualTo("refund_failed");
		assertThat(sums()).containsExactly(1999, 1999, 0, 0, 2);
	}

	@Test
	void approvesWhatWasPending() throws Exception {
		Map<String, Object> sale = Simulator.operation(Simulator.newOperation(), this.payment, "sale", 1999,
				"pm_card_pending");
		assertThat(this.simulator.execute(sale).get("status")).isEqualTo("pending");

		await().until(() -> this.simulator.find(sale).get("status").equals("approved"));

		assertThat(this.simulator.execute(sale).get("status")).isEqualTo("approved");
		assertThat(sums()).containsExactly(1999, 1999, 0, 0, 1);
	}

	@Test
	void endsWhatWasLeftPendingWhenItStopped(@Autowired DatabaseClient database) throws Exception {
		String operation = Simulator.newOperation();
		database.sql("insert into simulator.payments (payment_id, currency, charging) values ($1, 'EUR', true)")
			.bind(0, this.payment)
			.then()
			.then(database.sql("""
					insert into simulator.operations
					  (operation_id, payment_id, kind, amount, currency, payment_method, status, created_at)
					values ($1, $2, 'authorize', 1999, 'EUR', 'pm_card_pending', 'pending', now() - interval '1 hour')
					""").bind(0, operation).bind(1, this.payment).then())
			.block();

		assertThat(this.simulator.find(operation).get("status")).isEqualTo("approved");
		assertThat(this.simulator.execute(this.payment, "capture", 1999).get("status")).isEqualTo("approved");
	}

	@Test
	void doesWhatTheSlowCardIsAskedForBeforeItAnswers() throws Exception {
		Map<String, Object> sale = Simulator.operation(Simulator.newOperation(), this.payment, "sale", 1999,
				"pm_card_slow");
		Thread caller = Thread.ofVirtual().start(() -> {
			try {
				Reply _ = this.simulator.execute(sale);
			}
			catch (Exception ex) {
				// Hung up below.
			}
		});

		await().atMost(SOONER_THAN_IT_ANSWERS).until(() -> this.simulator.find(sale).get("status").equals("approved"));

		assertThat(caller.isAlive()).isTrue();
		caller.interrupt();
	}

	@Test
	void doesAnOperationOnceWhenItIsAskedForFiftyTimesAtOnce() throws Exception {
		Map<String, Object> sale = Simulator.operation(this.payment, "sale", 1999);

		List<Reply> replies = Simulator.parallel(50, () -> this.simulator.execute(sale));

		assertThat(replies).allMatch((reply) -> reply.status() == 200 && reply.get("status").equals("approved"));
		assertThat(sums()).containsExactly(1999, 1999, 0, 0, 1);
	}

	@Test
	void refusesAnotherOperationOfTheSameId() throws Exception {
		Map<String, Object> sale = Simulator.operation(this.payment, "sale", 1999);
		assertThat(this.simulator.execute(sale).status()).isEqualTo(200);

		for (Map<String, Object> other : List.<Map<String, Object>>of(Map.of("amount", 2000),
				Map.of("kind", "authorize"), Map.of("payment", Simulator.newPayment()))) {
			Map<String, Object> changed = new HashMap<>(sale);
			changed.putAll(other);
			Reply reply = this.simulator.execute(changed);

			assertThat(reply.status()).isEqualTo(409);
			assertThat(reply.get("code")).isEqualTo("operation_mismatch");
		}
		assertThat(sums()).containsExactly(1999, 1999, 0, 0, 1);
	}

	@Test
	void neverCapturesMoreThanIsAuthorized() throws Exception {
		assertThat(charge("authorize", "pm_card_visa").get("status")).isEqualTo("approved");

		List<Reply> replies = Simulator.parallel(40, () -> this.simulator.execute(this.payment, "capture", 300));

		assertThat(replies.stream().filter((reply) -> reply.get("status").equals("approved"))).hasSize(6);
		assertThat(replies.stream().filter((reply) -> reply.get("code").equals("amount_exceeds_authorization")))
			.hasSize(34);
		assertThat(sums()).containsExactly(1999, 1800, 0, 0, 41);
	}

	@Test
	void neverRefundsMoreThanIsCaptured() throws Exception {
		assertThat(charge("sale", "pm_card_visa").get("status")).isEqualTo("approved");

		List<Reply> replies = Simulator.parallel(40, () -> this.simulator.execute(this.payment, "refund", 1200));

		assertThat(replies.stream().filter((reply) -> reply.get("status").equals("approved"))).hasSize(1);
		assertThat(replies.stream().filter((reply) -> reply.get("code").equals("amount_exceeds_capture"))).hasSize(39);
		assertThat(sums()).containsExactly(1999, 1999, 1200, 0, 41);
	}

	@Test
	void releasesWhatIsNotCapturedOnce() throws Exception {
		assertThat(this.simulator.execute(this.payment, "void", 1).get("code")).isEqualTo("nothing_to_void");
		assertThat(charge("authorize", "pm_card_visa").get("status")).isEqualTo("approved");
		assertThat(this.simulator.execute(this.payment, "capture", 999).get("status")).isEqualTo("approved");

		assertThat(this.simulator.execute(this.payment, "void", 1000).get("status")).isEqualTo("approved");

		assertThat(this.simulator.execute(this.payment, "void", 1000).get("code")).isEqualTo("already_voided");
		assertThat(this.simulator.execute(this.payment, "capture", 1).get("code")).isEqualTo("already_voided");
		assertThat(this.simulator.execute(this.payment, "refund", 999).get("status")).isEqualTo("approved");
		assertThat(sums()).containsExactly(1999, 999, 999, 1000, 7);
	}

	@Test
	void chargesAPaymentOnce() throws Exception {
		assertThat(charge("sale", "pm_card_declined").get("code")).isEqualTo("generic_decline");
		assertThat(charge("sale", "pm_card_3ds").get("status")).isEqualTo("action_required");
		assertThat(charge("sale", "pm_card_visa").get("code")).isEqualTo("operation_in_progress");

		String other = Simulator.newPayment();
		assertThat(this.simulator.execute(other, "sale", 5).get("status")).isEqualTo("approved");
		assertThat(this.simulator.execute(other, "sale", 5).get("code")).isEqualTo("already_authorized");
	}

	@Test
	void keepsOutWhoeverDoesNotKnowItsSecret() throws Exception {
		for (String path : List.of("/v1/operations/op_1", "/v1/book", "/v1/faults", "/v1/payment_methods")) {
			assertThat(this.simulator.withoutSecret(path).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void refusesWhatItDoesNotUnderstand() throws Exception {
		Map<String, Object> operation = Simulator.operation(this.payment, "sale", 1999);
		operation.putAll(Map.of("kind", "steal", "amount", 0, "payment_method", "pm_none", "return_url",
				"javascript:alert(1)", "callback_url", "file:///etc/passwd", "card_number", "4242"));

		Reply reply = this.simulator.execute(operation);

		assertThat(reply.status()).isEqualTo(422);
		assertThat(reply.body().path("errors").valueStream().map((error) -> error.path("pointer").asString()))
			.containsExactly("/kind", "/amount", "/payment_method", "/return_url", "/callback_url", "/card_number");
	}

	@Test
	void knowsNothingOfWhatItWasNotAskedFor() throws Exception {
		Reply reply = this.simulator.find(Simulator.newOperation());

		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.get("code")).isEqualTo("operation_not_found");
	}

	private Reply charge(String kind, String token) throws Exception {
		return this.simulator.execute(Simulator.operation(Simulator.newOperation(), this.payment, kind, 1999, token));
	}

	private long[] sums() throws Exception {
		JsonNode line = this.simulator.book(this.payment);
		return Stream.of("authorized", "captured", "refunded", "voided", "operations")
			.mapToLong((field) -> line.path(field).asLong())
			.toArray();
	}

}
