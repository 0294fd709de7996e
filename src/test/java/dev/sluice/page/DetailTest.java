package dev.sluice.page;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.sluice.platform.TypeId;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A payment that is opened: what happened to it, and what can be done with it. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.Chromium#isInstalled",
		disabledReason = "No Chromium: the open payment was not tested in a browser")
class DetailTest {

	private static Chromium chromium;

	private final URI gateway;

	private final Merchant merchant;

	private @Nullable Visitor visitor;

	DetailTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.merchant = new Merchant(this.gateway);
	}

	@BeforeAll
	static void launch() {
		chromium = Chromium.launch();
	}

	@AfterAll
	static void quit() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@AfterEach
	void leave() {
		if (this.visitor != null) {
			this.visitor.close();
		}
	}

	@Test
	void opensBesideTheListUnderAnAddressOfItsOwn() {
		JsonNode payment = pays(1999, "automatic");
		Visitor visitor = visit("");

		visitor.find("tbody tr").filter(new Locator.FilterOptions().setHasText(reference(payment))).click();

		assertThat(visitor.find(".sheet-amount")).hasText("€19.99");
		assertThat(visitor.page()).hasURL(this.gateway + "?payment=" + id(payment));
		assertThat(visitor.find(".timeline-title")).hasText(new String[] { "Payment created", "€19.99 captured" });
		visitor.page().reload();
		assertThat(visitor.find(".sheet-amount")).hasText("€19.99");
		visitor.page().keyboard().press("Escape");
		assertThat(visitor.find(".sheet")).hasCount(0);
		assertThat(visitor.page()).hasURL(this.gateway.toString());
	}

	@Test
	void showsThePaymentAsItWasAtEachVersion() {
		JsonNode payment = pays(1999, "manual");
		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 1500}");
		Visitor visitor = visit(id(payment));
		assertThat(visitor.find(".sheet-line .badge")).hasText("Partially captured");

		Locator slider = visitor.page().getByLabel("Version", new Page.GetByLabelOptions().setExact(true));
		slider.focus();
		visitor.page().keyboard().press("ArrowLeft");
		visitor.page().keyboard().press("ArrowLeft");

		assertThat(visitor.find(".sheet-line .badge")).hasText("Authorized");
		assertThat(visitor.find(".replay-banner")).containsText("As it was at");
		assertThat(visitor.find(".money-figures dd")).hasText(new String[] { "€19.99", "€0.00", "€0.00" });
		visitor.button("Back to now").click();
		assertThat(visitor.find(".money-figures dd")).hasText(new String[] { "€19.99", "€15.00", "€0.00" });
		visitor.find(".timeline button").first().click();
		assertThat(visitor.find(".sheet-line .badge")).hasText("Processing");
	}

	@Test
	void refundsAPartAfterAConfirmation() {
		JsonNode payment = pays(1999, "automatic");
		Visitor visitor = visit(id(payment));

		visitor.button("Refund").click();
		assertThat(amount(visitor)).hasValue("19.99");
		amount(visitor).fill("5,5");
		visitor.find("#operation-reason").fill("damaged");
		visitor.button("Continue").click();
		assertThat(visitor.heading("Refund €5.50?")).isVisible();
		visitor.button("Refund €5.50").click();

		assertThat(visitor.find(".timeline-title").last()).hasText("€5.50 refunded");
		assertThat(visitor.find(".sheet-line .badge")).hasText("Partially refunded");
		assertThat(visitor.find(".operation-form")).isHidden();
		assertThat(read(payment).path("amount_refunded").asLong()).isEqualTo(550);
		assertThat(read(payment).path("operations").path(1).path("reason").asString()).isEqualTo("damaged");
	}

	@Test
	void capturesInTheDecimalsOfTheCurrency() {
		JsonNode payment = this.merchant.pays(5000, "JPY", "pm_card_visa", "order-" + UUID.randomUUID(), "manual");
		Visitor visitor = visit(id(payment));

		visitor.button("Capture").click();
		amount(visitor).fill("12.50");
		visitor.button("Continue").click();
		assertThat(visitor.find("#operation-amount-problem")).containsText("JPY has no decimals");
		amount(visitor).fill("5001");
		visitor.button("Continue").click();
		assertThat(visitor.find("#operation-amount-problem")).hasText("At most ¥5,000 is left.");
		amount(visitor).fill("1250");
		visitor.button("Continue").click();
		visitor.button("Capture ¥1,250").click();

		assertThat(visitor.find(".timeline-title").last()).hasText("¥1,250 captured");
	}

	@Test
	void voidsWhatIsAuthorized() {
		JsonNode payment = pays(1999, "manual");
		Visitor visitor = visit(id(payment));

		visitor.button("Void").click();
		visitor.button("Void €19.99").click();

		assertThat(visitor.find(".sheet-line .badge")).hasText("Voided");
		assertThat(visitor.find(".operation-choices")).isHidden();
	}

	@Test
	void saysWhatTheProcessorAnswered() {
		JsonNode payment = this.merchant.pays(1999, "EUR", "pm_card_refund_fails", "order-" + UUID.randomUUID(),
				"automatic");
		Visitor visitor = visit(id(payment));

		visitor.button("Refund").click();
		visitor.button("Continue").click();
		visitor.button("Refund €19.99").click();

		assertThat(visitor.find(".timeline-title").last()).hasText("Refund of €19.99 did not happen");
		assertThat(visitor.find(".timeline-by").last()).containsText("Processor simulator");
		assertThat(visitor.find(".operations .badge").last()).hasText("Declined");
	}

	@Test
	void showsTheWordsOfTheServerAtTheField() {
		JsonNode payment = pays(1999, "automatic");
		Visitor visitor = visit(id(payment));
		visitor.page()
			.route("**/refunds",
					(route) -> route.resume(new Route.ResumeOptions().setPostData("{\"amount\": 999999}")));

		visitor.button("Refund").click();
		visitor.button("Continue").click();
		visitor.button("Refund €19.99").click();

		assertThat(visitor.find("#operation-amount-problem")).containsText("amount must be at most 1999 now");
		assertThat(amount(visitor)).hasAttribute("aria-invalid", "true");
	}

	@Test
	void triesAgainWithTheSameKeyAfterALostConnection() {
		JsonNode payment = pays(1999, "automatic");
		Visitor visitor = visit(id(payment));
		List<String> keys = new ArrayList<>();
		visitor.page().route("**/refunds", (route) -> {
			keys.add(key(route.request()));
			if (keys.size() == 1) {
				route.abort();
			}
			else {
				route.resume();
			}
		});

		visitor.button("Refund").click();
		visitor.button("Continue").click();
		visitor.button("Refund €19.99").click();
		assertThat(visitor.find(".operation-form .problem")).containsText("Trying again is safe");
		visitor.button("Try again").click();

		assertThat(visitor.find(".sheet-line .badge")).hasText("Refunded");
		assertThat(keys).hasSize(2);
		assertThat(keys.getFirst()).isEqualTo(keys.getLast()).isNotEmpty();
	}

	@Test
	void seesInTheStreamThatALostAnswerWasAYes() {
		JsonNode payment = pays(1999, "automatic");
		Visitor visitor = visit(id(payment));
		visitor.page().route("**/refunds", (route) -> {
			var _ = route.fetch();
			route.abort();
		});

		visitor.button("Refund").click();
		amount(visitor).fill("1");
		visitor.button("Continue").click();
		visitor.button("Refund €1.00").click();

		assertThat(visitor.find(".operation-result")).containsText("It was done after all");
		assertThat(visitor.find(".operation-form")).isHidden();
		assertThat(read(payment).path("amount_refunded").asLong()).isEqualTo(100);
	}

	@Test
	void followsWhatOthersDoToIt() {
		JsonNode payment = pays(1999, "manual");
		Visitor visitor = visit(id(payment));
		assertThat(visitor.find(".timeline-title")).hasCount(2);

		var _ = this.merchant.operates(payment, "captures", "{}");

		assertThat(visitor.find(".timeline-title").last()).hasText("€19.99 captured");
		assertThat(visitor.find(".replay-place")).hasText("Version 4 of 4");
	}

	@Test
	void saysSoWhenThereIsNoSuchPayment() {
		Visitor visitor = visit(TypeId.write("pay", TypeId.next()));

		assertThat(visitor.heading("No such payment")).isVisible();
		visitor.screenshot("detail-missing");
		visitor.button("Back to the list").click();

		assertThat(visitor.page()).hasURL(this.gateway.toString());
	}

	@Test
	void saysSoWhenItCannotBeLoaded() {
		JsonNode payment = pays(1999, "automatic");
		Visitor visitor = visit("");
		visitor.page().route("**/events?limit*", Route::abort);

		visitor.find("tbody tr").filter(new Locator.FilterOptions().setHasText(reference(payment))).click();
		assertThat(visitor.heading("The payment could not be loaded")).isVisible();
		visitor.screenshot("detail-failed");
		visitor.page().unroute("**/events?limit*");
		visitor.button("Try again").click();

		assertThat(visitor.find(".sheet-amount")).hasText("€19.99");
	}

	@Test
	void copiesTheId() {
		JsonNode payment = pays(1999, "automatic");
		Visitor visitor = visit(id(payment));

		visitor.find(".copy-id").click();

		assertThat(visitor.find(".copy-word")).hasText("Copied");
	}

	@Test
	void fitsEveryScreenInLightAndDark() {
		JsonNode payment = pays(123_456, "manual");
		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 100000}");
		var _ = this.merchant.operates(payment, "refunds", "{\"amount\": 2550, \"reason\": \"damaged on arrival\"}");
		Visitor visitor = visit(id(payment));
		assertThat(visitor.find(".timeline-title")).hasCount(6);

		visitor.looksAround("detail");
		visitor.button("Refund").click();
		visitor.looksAround("detail-refund");
	}

	private Visitor visit(String payment) {
		URI address = payment.isEmpty() ? this.gateway : this.gateway.resolve("?payment=" + payment);
		Visitor visitor = Visitor.signIn(chromium, address, Merchant.KEY);
		this.visitor = visitor;
		return visitor;
	}

	private JsonNode pays(long amount, String capture) {
		return this.merchant.pays(amount, "EUR", "pm_card_visa", "order-" + UUID.randomUUID(), capture);
	}

	private JsonNode read(JsonNode payment) {
		return this.merchant.reads("/v1/payments/" + id(payment));
	}

	private static Locator amount(Visitor visitor) {
		return visitor.find("#operation-amount");
	}

	private static String key(Request request) {
		return request.headers().getOrDefault("idempotency-key", "");
	}

	private static String id(JsonNode payment) {
		return payment.path("id").asString();
	}

	private static String reference(JsonNode payment) {
		return payment.path("reference").asString();
	}

}
