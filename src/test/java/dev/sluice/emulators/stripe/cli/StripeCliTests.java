package dev.sluice.emulators.stripe.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.sluice.emulators.stripe.WebhookReceiver;
import dev.sluice.emulators.stripe.cli.StripeCli.Printed;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The life of payments as Stripe's own command-line tool leads it, at an emulator that
 * runs alone: the tool asks for {@code /v1} and cannot be told of anything before it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeCliTests {

	@TempDir
	private static Path folder;

	private SluiceProcess emulator;

	private String address = "";

	@BeforeAll
	void start() throws Exception {
		assumeTrue(StripeCli.isInstalled(), StripeCli.MISSING);
		this.emulator = SluiceProcess
			.start(folder, TestDatabase.create().arguments("emulate", "stripe", "--server.port=0"))
			.awaitOutput("Started StandaloneEmulator");
		this.address = "http://127.0.0.1:" + this.emulator.port();
	}

	@AfterAll
	void stop() throws Exception {
		if (this.emulator != null) {
			this.emulator.close();
		}
	}

	private StripeCli stripe() {
		return new StripeCli(folder, this.address);
	}

	private static JsonNode pay(StripeCli stripe, String card, String... more) throws Exception {
		return stripe.show(payment(card, more));
	}

	private static String[] payment(String card, String... more) {
		return Stream.concat(Stream.of("payment_intents", "create", "--amount=1099", "--currency=eur", "--confirm=true",
				"--payment-method-types=card", "--payment-method=" + card), Stream.of(more))
			.toArray(String[]::new);
	}

	@Test
	void pays() throws Exception {
		StripeCli stripe = stripe();

		JsonNode intent = pay(stripe, "pm_card_visa", "--description=Two books", "-d", "metadata[order]=6735",
				"--shipping.name=Ada", "--shipping.address.line1=Strasse 1");

		assertThat(text(intent, "status")).isEqualTo("succeeded");
		JsonNode shown = stripe.show("payment_intents", "retrieve", text(intent, "id"), "-e", "latest_charge");
		assertThat(text(shown.path("latest_charge"), "description")).isEqualTo("Two books");
		assertThat(text(shown.path("metadata"), "order")).isEqualTo("6735");
		assertThat(ids(stripe.show("payment_intents", "list", "--limit=1"))).containsExactly(text(intent, "id"));
		assertThat(ids(stripe.show("get", "/v1/charges", "-d", "payment_intent=" + text(intent, "id"))))
			.containsExactly(text(intent, "latest_charge"));
		assertThat(ids(stripe.show("payment_intents", "search", "--query=metadata['order']:'6735'"))).hasSize(1);
	}

	@Test
	void capturesAPartOfWhatItAuthorized() throws Exception {
		StripeCli stripe = stripe();
		JsonNode intent = pay(stripe, "pm_card_mastercard", "--capture-method=manual");
		assertThat(text(intent, "status")).isEqualTo("requires_capture");
		String[] capture = { "payment_intents", "capture", text(intent, "id"), "--amount-to-capture=750" };

		JsonNode captured = stripe.show(capture);

		assertThat(text(captured, "status")).isEqualTo("succeeded");
		assertThat(captured.path("amount_received").asLong()).isEqualTo(750);
		assertThat(stripe.show("charges", "retrieve", text(captured, "latest_charge")).path("amount_refunded").asLong())
			.isEqualTo(349);
		assertThat(text(stripe.error(capture), "code")).isEqualTo("payment_intent_unexpected_state");
	}

	@Test
	void cancelsWhatItAuthorized() throws Exception {
		StripeCli stripe = stripe();
		JsonNode intent = pay(stripe, "pm_card_visa", "--capture-method=manual");

		JsonNode canceled = stripe.show("payment_intents", "cancel", text(intent, "id"),
				"--cancellation-reason=abandoned");

		assertThat(text(canceled, "status")).isEqualTo("canceled");
		assertThat(text(canceled, "cancellation_reason")).isEqualTo("abandoned");
	}

	@Test
	void createsUpdatesAndConfirmsInSteps() throws Exception {
		StripeCli stripe = stripe();
		String intent = text(stripe.show("payment_intents", "create", "--amount=1000", "--currency=eur",
				"--automatic-payment-methods.enabled=true", "--automatic-payment-methods.allow-redirects=never"), "id");

		assertThat(stripe.show("payment_intents", "update", intent, "--amount=1200").path("amount").asLong())
			.isEqualTo(1200);
		JsonNode paid = stripe.show("payment_intents", "confirm", intent, "--payment-method=pm_card_amex");

		assertThat(text(paid, "status")).isEqualTo("succeeded");
		assertThat(paid.path("amount_received").asLong()).isEqualTo(1200);
	}

	@Test
	void refunds() throws Exception {
		StripeCli stripe = stripe();
		String intent = text(pay(stripe, "pm_card_visa"), "id");

		JsonNode refund = stripe.show("refunds", "create", "--payment-intent=" + intent, "--amount=400",
				"--reason=requested_by_customer");
		JsonNode refusal = stripe.error("refunds", "create", "--payment-intent=" + intent, "--amount=700");

		assertThat(text(refund, "status")).isEqualTo("succeeded");
		assertThat(text(refusal, "message")).contains("(700) is greater than unrefunded amount on charge (699)");
		assertThat(ids(stripe.show("refunds", "list", "--payment-intent=" + intent)))
			.containsExactly(text(refund, "id"));
		assertThat(text(stripe.show("refunds", "retrieve", text(refund, "id")), "reason"))
			.isEqualTo("requested_by_customer");
	}

	@Test
	void leadsTheCardholderToAPage() throws Exception {
		StripeCli stripe = stripe();

		JsonNode intent = pay(stripe, "pm_card_threeDSecure2Required", "--return-url=https://shop.example/back");
		String page = text(intent.path("next_action").path("redirect_to_url"), "url");
		approve(page);

		assertThat(text(intent, "status")).isEqualTo("requires_action");
		assertThat(text(stripe.show("payment_intents", "retrieve", text(intent, "id")), "status"))
			.isEqualTo("succeeded");
	}

	private static void approve(String page) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(page))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("decision=approve"))
			.build();
		try (HttpClient browser = HttpClient.newHttpClient()) {
			assertThat(browser.send(request, BodyHandlers.ofString()).body()).contains("Payment approved");
		}
	}

	@Test
	void showsWhyACardIsDeclined() throws Exception {
		StripeCli stripe = stripe();

		JsonNode refusal = stripe.error(payment("pm_card_chargeDeclinedInsufficientFunds"));

		assertThat(text(refusal, "type")).isEqualTo("card_error");
		assertThat(text(refusal, "decline_code")).isEqualTo("insufficient_funds");
		assertThat(text(refusal.path("payment_intent"), "status")).isEqualTo("requires_payment_method");
		assertThat(text(stripe.show("charges", "retrieve", text(refusal, "charge")).path("outcome"), "type"))
			.isEqualTo("issuer_declined");
	}

	@Test
	void paysOnceForOneKey() throws Exception {
		StripeCli stripe = stripe();
		String key = UUID.randomUUID().toString();

		JsonNode first = pay(stripe, "pm_card_visa", "-i", key);

		assertThat(pay(stripe, "pm_card_visa", "-i", key)).isEqualTo(first);
		assertThat(text(stripe.error(payment("pm_card_amex", "-i", key)), "type")).isEqualTo("idempotency_error");
		assertThat(ids(stripe.show("payment_intents", "list"))).hasSize(1);
	}

	@Test
	void keepsCustomersAndTheirCards() throws Exception {
		StripeCli stripe = stripe();
		String customer = text(stripe.show("customers", "create", "--email=ada@shop.example"), "id");
		assertThat(text(stripe.show("customers", "update", customer, "--name=Ada"), "email"))
			.isEqualTo("ada@shop.example");
		assertThat(ids(stripe.show("customers", "list", "--email=ada@shop.example"))).containsExactly(customer);
		String card = text(stripe.show("payment_methods", "attach", "pm_card_visa", "--customer=" + customer), "id");
		assertThat(text(
				stripe.show("payment_methods", "update", card, "--billing-details.name=Ada").path("billing_details"),
				"name"))
			.isEqualTo("Ada");
		assertThat(ids(stripe.show("payment_methods", "list", "--customer=" + customer, "--type=card")))
			.containsExactly(card);
		assertThat(text(pay(stripe, card, "--customer=" + customer, "--off-session=true"), "status"))
			.isEqualTo("succeeded");

		assertThat(stripe.show("payment_methods", "detach", card).path("customer").isNull()).isTrue();

		assertThat(ids(stripe.show("customers", "list_payment_methods", customer))).isEmpty();
		assertThat(stripe.show("customers", "delete", customer, "--confirm").path("deleted").asBoolean()).isTrue();
		assertThat(text(stripe.error("customers", "retrieve", customer), "code")).isEqualTo("resource_missing");
		assertThat(text(stripe.error("payment_methods", "list", "--customer=" + customer), "code"))
			.isEqualTo("resource_missing");
	}

	/** In place of {@code stripe listen}. */
	@Test
	void makesAnEndpointThatHearsOfATrigger() throws Exception {
		StripeCli stripe = stripe();
		try (WebhookReceiver shop = new WebhookReceiver()) {
			JsonNode endpoint = stripe.show("webhook_endpoints", "create", "--url=" + shop.url(),
					"--enabled-events=charge.refunded", "--enabled-events=charge.succeeded");

			assertThat(stripe.run("trigger", "charge.refunded").exit()).isZero();

			await().untilAsserted(() -> assertThat(shop.types(text(endpoint, "secret")))
				.containsExactlyInAnyOrder("charge.succeeded", "charge.refunded"));
			assertThat(
					text(stripe.show("webhook_endpoints", "update", text(endpoint, "id"), "--disabled=true"), "status"))
				.isEqualTo("disabled");
			assertThat(ids(stripe.show("webhook_endpoints", "list"))).containsExactly(text(endpoint, "id"));
			assertThat(stripe.show("webhook_endpoints", "delete", text(endpoint, "id"), "--confirm")
				.path("deleted")
				.asBoolean()).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource
	void triggers(String event) throws Exception {
		StripeCli stripe = stripe();

		Printed printed = stripe.run("trigger", event);

		assertThat(printed.exit()).as(printed.text()).isZero();
		JsonNode events = stripe.show("events", "list", "--type=" + event);
		assertThat(ids(events)).hasSize(1);
		JsonNode shown = stripe.show("events", "retrieve", ids(events).getFirst());
		assertThat(shown).isEqualTo(events.path("data").path(0));
	}

	static Stream<String> triggers() throws Exception {
		return Documented.triggers("works");
	}

	@ParameterizedTest
	@MethodSource
	void refusesToTriggerWhatIsNotEmulated(String event) throws Exception {
		Printed printed = stripe().run("trigger", event);

		assertThat(printed.exit()).isNotZero();
		assertThat(printed.text()).containsPattern("status=40[04]").contains("\"invalid_request_error\"");
	}

	static Stream<String> refusesToTriggerWhatIsNotEmulated() throws Exception {
		return Documented.triggers("refused");
	}

	@Test
	void saysOfOtherResourcesThatTheyAreNotThere() throws Exception {
		StripeCli stripe = stripe();

		assertThat(text(stripe.error("subscriptions", "list"), "message"))
			.startsWith("Unrecognized request URL (GET: /v1/subscriptions).");
		assertThat(text(stripe.error("events", "resend", "evt_1"), "message"))
			.startsWith("Unrecognized request URL (POST: /v1/events/evt_1/retry).");
		assertThat(stripe.run("listen").text()).contains("Unrecognized request URL (POST: /v1/stripecli/sessions).");
	}

	@Test
	void doesWhatIsDocumented() throws Exception {
		StripeCli stripe = stripe();
		List<String[]> commands = Documented.commands();

		assertThat(commands).hasSizeGreaterThan(3);
		for (String[] command : commands) {
			Printed printed = stripe.run(command);
			assertThat(printed.exit()).as(printed.text()).isZero();
			assertThat(printed.text()).doesNotContain("\"error\":");
		}
		assertThat(ids(stripe.show("events", "list", "--type=charge.refunded"))).hasSize(1);
	}

	private static String text(JsonNode object, String name) {
		return object.path(name).asString("");
	}

	private static List<String> ids(JsonNode page) {
		return page.path("data").valueStream().map((item) -> text(item, "id")).toList();
	}

}
