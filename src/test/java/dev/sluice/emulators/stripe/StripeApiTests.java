package dev.sluice.emulators.stripe;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.sluice.emulators.stripe.Emulator.Reply;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What Stripe's API says to whom, over HTTP. */
@SluiceTest
class StripeApiTests {

	private static final String INTENTS = "/v1/payment_intents";

	private static final String PAID = "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true"
			+ "&payment_method_types[]=card";

	private final Emulator emulator;

	private final DatabaseClient database;

	StripeApiTests(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.emulator = new Emulator(port);
		this.database = database;
	}

	@Test
	void takesItsKeyByBasicAsWell() throws Exception {
		String basic = Base64.getEncoder().encodeToString((this.emulator.key() + ":").getBytes(StandardCharsets.UTF_8));

		Reply reply = this.emulator
			.send(this.emulator.request("/v1/account").header("Authorization", "Basic " + basic));

		assertThat(reply.get("id")).isEqualTo(this.emulator.get("/v1/account").get("id"));
		assertThat(reply.header("Request-Id")).startsWith("req_");
		assertThat(reply.header("Stripe-Version")).isEqualTo("2026-07-29.dahlia");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer sk_live_abc", "Bearer pk_test_abc", "Bearer ", "Basic !!", "Digest x" })
	void knowsNoOtherKeys(String authorization) throws Exception {
		Reply reply = this.emulator.send(this.emulator.request("/v1/account").header("Authorization", authorization));

		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.error().path("type").asString()).isEqualTo("invalid_request_error");
		assertThat(reply.text()).doesNotContain("sk_live_abc");
	}

	@Test
	void keepsConnectedAccountsApart() throws Exception {
		Reply made = this.emulator.send(this.emulator.request(INTENTS)
			.header("Authorization", "Bearer " + this.emulator.key())
			.header("Stripe-Account", "acct_1234567890")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(PAID)));

		assertThat(made.status()).as(made.text()).isEqualTo(200);
		assertThat(this.emulator.get(INTENTS + "/" + made.get("id")).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "currency=usd, parameter_missing, amount", "amount=1000, parameter_missing, currency",
			"amount=1000&currency=usd&foo=1, parameter_unknown, foo",
			"amount=ten&currency=usd, parameter_invalid_integer, amount",
			"amount=0&currency=usd, parameter_invalid_integer, amount",
			"amount=1&currency=usd, amount_too_small, amount",
			"amount=100000000&currency=usd, amount_too_large, amount", "amount=1000&currency=xyz, '', currency",
			"amount=&currency=usd, parameter_invalid_empty, amount",
			"amount=1000&currency=usd&payment_method=pm_nobody, resource_missing, payment_method",
			"amount=1000&currency=usd&customer=cus_nobody, resource_missing, customer",
			"amount=1000&currency=usd&capture_method=later, '', capture_method",
			"amount=1000&currency=usd&return_url=https://shop.example, '', return_url" })
	void saysWhichParameterIsAtFault(String form, String code, String param) throws Exception {
		Reply reply = this.emulator.post(INTENTS, form);

		assertThat(reply.status()).as(reply.text()).isIn(400, 404);
		assertThat(reply.error().path("type").asString()).isEqualTo("invalid_request_error");
		assertThat(reply.code()).isEqualTo(code);
		assertThat(reply.error().path("param").asString()).isEqualTo(param);
	}

	@Test
	void wantsToKnowTheWayBackWhereItMayRedirect() throws Exception {
		Reply refusal = this.emulator.post(INTENTS,
				"amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true");
		Reply taken = this.emulator.post(INTENTS, "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true"
				+ "&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never");

		assertThat(refusal.status()).isEqualTo(400);
		assertThat(refusal.text()).contains("return_url");
		assertThat(taken.get("status")).isEqualTo("succeeded");
	}

	@Test
	void readsFormsAlone() throws Exception {
		Reply reply = this.emulator.send(this.emulator.request(INTENTS)
			.header("Authorization", "Bearer " + this.emulator.key())
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"amount\": 1000}")));

		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.text()).contains("application/x-www-form-urlencoded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/subscriptions", "/v2/core/events" })
	void knowsWhatItDoesNotOffer(String path) throws Exception {
		Reply reply = this.emulator.get(path);

		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.text()).contains("Unrecognized request URL (GET: /emulators/stripe" + path + ")");
	}

	@Test
	void takesNoMoreThanABodyMayHave() throws Exception {
		Reply reply = this.emulator.post(INTENTS, "description=" + "x".repeat(70_000));

		assertThat(reply.status()).isEqualTo(413);
		assertThat(reply.error().path("type").asString()).isEqualTo("invalid_request_error");
	}

	@ParameterizedTest
	@ValueSource(strings = { "metadata[k%d]=v", "metadata[kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk]=%d" })
	void boundsMetadata(String pair) throws Exception {
		StringBuilder form = new StringBuilder(PAID);
		for (int i = 0; i < 51; i++) {
			form.append('&').append(String.format(Locale.ROOT, pair, i));
		}

		Reply reply = this.emulator.post(INTENTS, form.toString());

		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.error().path("param").asString()).isEqualTo("metadata");
	}

	@Test
	void refusesCardNumbersThatAreNotPublishedAndKeepsNone() throws Exception {
		String number = "4000001234567899";

		Reply refused = this.emulator.post("/v1/payment_methods",
				"type=card&card[exp_month]=12&card[exp_year]=2034&card[cvc]=123&card[number]=" + number);
		Reply incorrect = this.emulator.post("/v1/payment_methods",
				"type=card&card[exp_month]=12&card[exp_year]=2034&card[number]=4242424242424241");
		Reply taken = this.emulator.post("/v1/payment_methods",
				"type=card&card[exp_month]=11&card[exp_year]=2035&card[number]=5555555555554444");
		Reply hidden = this.emulator.post(INTENTS, PAID + "&metadata[note]=" + number, UUID.randomUUID().toString());

		assertThat(refused.status()).isEqualTo(402);
		assertThat(refused.error().path("decline_code").asString()).isEqualTo("test_mode_live_card");
		assertThat(incorrect.code()).isEqualTo("incorrect_number");
		assertThat(taken.json().path("card").path("last4").asString()).isEqualTo("4444");
		assertThat(taken.json().path("card").path("exp_year").asInt()).isEqualTo(2035);
		assertThat(hidden.status()).isEqualTo(400);
		assertThat(refused.text() + incorrect.text() + hidden.text()).doesNotContain(number);
		assertThat(rows("body::text like '%" + number + "%' or body::text like '%5555555555554444%'")).isZero();
	}

	private long rows(String condition) {
		Long count = this.database.sql("select count(*) from emulators.objects where " + condition)
			.map((row) -> Objects.requireNonNull(row.get(0, Long.class)))
			.one()
			.block();
		return Objects.requireNonNull(count);
	}

	@Test
	void remembersAKeyAndWhatItWasUsedFor() throws Exception {
		String key = UUID.randomUUID().toString();

		Reply first = this.emulator.post(INTENTS, PAID, key);
		Reply again = this.emulator.post(INTENTS, PAID, key);
		Reply other = this.emulator.post(INTENTS, PAID + "&description=x", key);

		assertThat(again.text()).isEqualTo(first.text());
		assertThat(first.header("Idempotent-Replayed")).isEmpty();
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.header("Idempotency-Key")).isEqualTo(key);
		assertThat(other.status()).isEqualTo(400);
		assertThat(other.error().path("type").asString()).isEqualTo("idempotency_error");
	}

	@Test
	void remembersADeclineAndNoInvalidRequest() throws Exception {
		String declined = "amount=1000&currency=usd&payment_method=pm_card_visa_chargeDeclined&confirm=true"
				+ "&payment_method_types[]=card";
		String key = UUID.randomUUID().toString();
		String invalid = UUID.randomUUID().toString();

		assertThat(this.emulator.post(INTENTS, declined, key).status()).isEqualTo(402);
		assertThat(this.emulator.post(INTENTS, "amount=1000", invalid).status()).isEqualTo(400);

		assertThat(this.emulator.post(INTENTS, declined, key).header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(this.emulator.post(INTENTS, PAID, invalid).status()).isEqualTo(200);
		assertThat(this.emulator.get(INTENTS).json().path("data").size()).isEqualTo(2);
	}

	@Test
	void doesWhatIsAskedAtTheSameTimeOnce() throws Exception {
		String key = UUID.randomUUID().toString();

		List<Reply> replies = Simulator.parallel(8, () -> this.emulator.post(INTENTS, PAID, key));

		assertThat(replies).allMatch((reply) -> reply.status() == 200 || reply.status() == 409)
			.anyMatch((reply) -> reply.status() == 200);
		assertThat(replies).filteredOn((reply) -> reply.status() == 409)
			.allMatch((reply) -> reply.code().equals("idempotency_key_in_use")
					&& reply.header("Stripe-Should-Retry").equals("true"));
		assertThat(this.emulator.get(INTENTS).json().path("data").size()).isEqualTo(1);
	}

	@Test
	void refundsNoMoreThanThereIsWhoeverAsksAtTheSameTime() throws Exception {
		String intent = this.emulator.post(INTENTS, PAID).get("id");

		List<Reply> replies = Simulator.parallel(8,
				() -> this.emulator.post("/v1/refunds", "payment_intent=" + intent + "&amount=300"));

		assertThat(replies).filteredOn((reply) -> reply.status() == 200).hasSize(3);
		assertThat(replies).allMatch((reply) -> reply.status() == 200 || reply.status() == 400);
		JsonNode charge = this.emulator.get(INTENTS + "/" + intent + "?expand[]=latest_charge.refunds")
			.json()
			.path("latest_charge");
		assertThat(charge.path("amount_refunded").asLong()).isEqualTo(900);
		assertThat(charge.path("refunds").path("data").size()).isEqualTo(3);
	}

	@Test
	void capturesOnceWhoeverAsksAtTheSameTime() throws Exception {
		String intent = this.emulator.post(INTENTS, PAID + "&capture_method=manual").get("id");

		List<Reply> replies = Simulator.parallel(6,
				() -> this.emulator.post(INTENTS + "/" + intent + "/capture", "amount_to_capture=500"));

		assertThat(replies).filteredOn((reply) -> reply.status() == 200).hasSize(1);
		assertThat(this.emulator.get(INTENTS + "/" + intent).json().path("amount_received").asLong()).isEqualTo(500);
	}

	@Test
	void expandsWhatItCanAndSaysWhatItCannot() throws Exception {
		String intent = this.emulator.post(INTENTS, PAID + "&capture_method=automatic").get("id");

		JsonNode page = this.emulator
			.get(INTENTS + "?expand[]=data.latest_charge.balance_transaction&expand[]=data.payment_method")
			.json();
		Reply refusal = this.emulator.get(INTENTS + "/" + intent + "?expand[]=amount");

		JsonNode shown = page.path("data").path(0);
		assertThat(shown.path("latest_charge").path("balance_transaction").path("net").asLong()).isEqualTo(941);
		assertThat(shown.path("payment_method").path("card").path("brand").asString()).isEqualTo("visa");
		assertThat(page.toString()).doesNotContain("\"$");
		assertThat(refusal.status()).isEqualTo(400);
		assertThat(refusal.error().path("param").asString()).isEqualTo("expand");
	}

	/** Whoever is told 400 takes it that nothing was done, and pays again. */
	@Test
	void doesNothingWhereWhatIsToBeShownIsNotThere() throws Exception {
		Reply refusal = this.emulator.post(INTENTS, PAID + "&expand[]=amount");

		assertThat(refusal.status()).isEqualTo(400);
		assertThat(refusal.error().path("param").asString()).isEqualTo("expand");
		assertThat(this.emulator.get(INTENTS).json().path("data")).isEmpty();
		assertThat(this.emulator.get("/v1/charges").json().path("data")).isEmpty();
	}

	@Test
	void givesACardToOneCustomerWhoeverAsksAtTheSameTime() throws Exception {
		Queue<String> customers = new ConcurrentLinkedQueue<>(List.of(customer(), customer()));
		String card = this.emulator.post("/v1/payment_methods", "type=card&card[token]=tok_visa").get("id");

		List<Reply> replies = Simulator.parallel(2,
				() -> this.emulator.post("/v1/payment_methods/" + card + "/attach", "customer=" + customers.remove()));

		assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 400);
	}

	private String customer() throws Exception {
		return this.emulator.post("/v1/customers", "email=ada@shop.example").get("id");
	}

	@Test
	void takesACustomerAwayOnceWhoeverAsksAtTheSameTime() throws Exception {
		String customer = customer();

		List<Reply> replies = Simulator.parallel(4,
				() -> this.emulator.send("DELETE", "/v1/customers/" + customer, null, null));

		assertThat(replies).filteredOn((reply) -> reply.status() == 200).hasSize(1);
		assertThat(replies).filteredOn((reply) -> reply.status() == 404).hasSize(3);
		assertThat(this.emulator.get("/v1/events?type=customer.deleted").json().path("data").size()).isEqualTo(1);
	}

	@Test
	void chargesNoCardThatWasTakenFromItsCustomer() throws Exception {
		String card = this.emulator.post("/v1/payment_methods/pm_card_visa/attach", "customer=" + customer()).get("id");
		String method = "/v1/payment_methods/" + card;

		assertThat(this.emulator.post(method + "/detach", "").json().path("customer").isNull()).isTrue();

		assertThat(this.emulator.post(INTENTS, PAID.replace("pm_card_visa", card)).error().path("param").asString())
			.isEqualTo("payment_method");
		assertThat(this.emulator.post(method + "/attach", "customer=" + customer()).status()).isEqualTo(400);
		assertThat(this.emulator.post(method + "/detach", "").status()).isEqualTo(400);
		assertThat(this.emulator.get(method).text()).doesNotContain("$detached");
	}

	@Test
	void boundsPages() throws Exception {
		assertThat(this.emulator.get(INTENTS + "?limit=101").status()).isEqualTo(400);
		assertThat(this.emulator.get(INTENTS + "?limit=0").status()).isEqualTo(400);
		assertThat(this.emulator.get(INTENTS + "?limit=100").json().path("has_more").asBoolean()).isFalse();
	}

	@Test
	void takesNoMoreThanSixteenEndpoints() throws Exception {
		String form = "url=https://shop.example/hooks&enabled_events[]=charge.succeeded";
		for (int i = 0; i < 16; i++) {
			assertThat(this.emulator.post("/v1/webhook_endpoints", form).status()).isEqualTo(200);
		}

		assertThat(this.emulator.post("/v1/webhook_endpoints", form).status()).isEqualTo(400);
		String first = this.emulator.get("/v1/webhook_endpoints").json().path("data").path(0).path("id").asString();
		assertThat(this.emulator.send("DELETE", "/v1/webhook_endpoints/" + first, null, null)
			.json()
			.path("deleted")
			.asBoolean()).isTrue();
		assertThat(this.emulator.post("/v1/webhook_endpoints", form).status()).isEqualTo(200);
	}

}
