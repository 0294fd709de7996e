package dev.sluice.page.payment;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.sluice.page.browser.Axe;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Screens;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A payment that is opened: what happened to it, and what can be done with it. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled",
		disabledReason = "No Chromium: the open payment was not tested in a browser")
class DetailTest {

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final Merchant merchant;

	DetailTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.merchant = new Merchant(this.gateway);
	}

	@Test
	void opensBesideTheListUnderAnAddressOfItsOwn() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit("");

		visit.row(reference(payment)).click();

		assertThat(visit.page().locator(".sheet-amount")).hasText("€19.99");
		assertThat(visit.page()).hasURL(this.gateway + "?payment=" + id(payment));
		assertThat(visit.page().locator(".timeline-title"))
			.hasText(new String[] { "Payment created", "€19.99 captured" });
		visit.page().reload();
		assertThat(visit.page().locator(".sheet-amount")).hasText("€19.99");
		visit.page().keyboard().press("Escape");
		assertThat(visit.page().locator(".sheet")).hasCount(0);
		assertThat(visit.page()).hasURL(this.gateway.toString());
	}

	@Test
	void showsThePaymentAsItWasAtEachVersion() {
		JsonNode payment = pays(1999, "manual");
		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 1500}");
		Visit visit = visit(id(payment));
		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Partially captured");

		Locator slider = visit.page().getByLabel("Version", new Page.GetByLabelOptions().setExact(true));
		slider.focus();
		visit.page().keyboard().press("ArrowLeft");
		visit.page().keyboard().press("ArrowLeft");

		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Authorized");
		assertThat(visit.page().locator(".replay-banner")).containsText("As it was at");
		Axe.findsNothing(visit.page());
		assertThat(visit.page().locator(".money-figures dd")).hasText(new String[] { "€19.99", "€0.00", "€0.00" });
		visit.button("Back to now").click();
		assertThat(visit.page().locator(".money-figures dd")).hasText(new String[] { "€19.99", "€15.00", "€0.00" });
		visit.page().locator(".timeline button").first().click();
		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Processing");
	}

	@Test
	void refundsAPartAfterAConfirmation() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit(id(payment));

		visit.button("Refund").click();
		assertThat(amount(visit)).hasValue("19.99");
		amount(visit).fill("5,5");
		visit.page().locator("#operation-reason").fill("damaged");
		visit.button("Continue").click();
		assertThat(visit.heading("Refund €5.50?")).isVisible();
		visit.button("Refund €5.50").click();

		assertThat(visit.page().locator(".timeline-title").last()).hasText("€5.50 refunded");
		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Partially refunded");
		assertThat(visit.page().locator(".operation-form")).isHidden();
		assertThat(visit.page().locator(".operation-result")).hasText("€5.50 refunded.");
		assertThat(read(payment).path("amount_refunded").asLong()).isEqualTo(550);
		assertThat(read(payment).path("operations").path(1).path("reason").asString()).isEqualTo("damaged");
	}

	@Test
	void takesAReasonAsLongAsTheGatewayDoes() {
		String longest = "\uD83D\uDE00".repeat(200);
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit(id(payment));
		visit.button("Refund").click();

		visit.page().locator("#operation-reason").fill(longest + "x");
		visit.button("Continue").click();
		assertThat(visit.page().locator("#operation-reason-problem"))
			.hasText("A reason may have 200 characters at most; this has 201.");
		assertThat(visit.page().locator("#operation-reason")).hasValue(longest + "x");
		Screens.look(visit, "reason-too-long");
		visit.page().locator("#operation-reason").fill(longest);
		visit.button("Continue").click();
		visit.button("Refund €19.99").click();

		assertThat(visit.page().locator(".operation-result")).hasText("€19.99 refunded.");
		assertThat(read(payment).path("operations").path(1).path("reason").asString()).isEqualTo(longest);
	}

	@Test
	void isUsedByTheKeyboardAlone() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit("");
		assertThat(visit.rows().first()).containsText(reference(payment));

		visit.press("j", "Enter");
		assertThat(visit.page().locator(".sheet-amount")).hasText("€19.99");
		visit.press("Tab", "Tab", "Tab", "Enter");
		assertThat(amount(visit)).isFocused();
		visit.press("4", "Enter", "Tab", "Enter");

		assertThat(visit.page().locator(".timeline-title").last()).hasText("€4.00 refunded");
		assertThat(visit.button("Refund")).isFocused();
		visit.press("Escape");
		assertThat(visit.page().locator(".sheet")).hasCount(0);
		assertThat(visit.row(reference(payment)).locator("a")).isFocused();
	}

	@Test
	void capturesInTheDecimalsOfTheCurrency() {
		JsonNode payment = this.merchant.pays(5000, "JPY", "pm_card_visa", "order-" + UUID.randomUUID(), "manual");
		Visit visit = visit(id(payment));

		visit.button("Capture").click();
		amount(visit).fill("12.50");
		visit.button("Continue").click();
		assertThat(visit.page().locator("#operation-amount-problem")).containsText("JPY has no decimals");
		amount(visit).fill("5001");
		visit.button("Continue").click();
		assertThat(visit.page().locator("#operation-amount-problem")).hasText("At most ¥5,000 is left.");
		amount(visit).fill("1250");
		visit.button("Continue").click();
		visit.button("Capture ¥1,250").click();

		assertThat(visit.page().locator(".timeline-title").last()).hasText("¥1,250 captured");
	}

	@Test
	void givesUpWhatTheCustomerHasYetToApprove() {
		JsonNode payment = this.merchant.pays(1999, "EUR", "pm_card_3ds", "order-" + UUID.randomUUID(), "automatic");
		Visit visit = visit(id(payment));

		visit.button("Void").click();
		assertThat(visit.page().getByText("The customer can no longer approve it, and nothing is charged."))
			.isVisible();
		visit.button("Void €19.99").click();

		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Voided");
		assertThat(visit.page().locator(".timeline-title")).hasText(new String[] { "Payment created",
				"Customer asked to approve", "Release of €19.99 requested", "€19.99 released" });
	}

	@Test
	void voidsWhatIsAuthorized() {
		JsonNode payment = pays(1999, "manual");
		Visit visit = visit(id(payment));

		visit.button("Void").click();
		visit.button("Void €19.99").click();

		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Voided");
		assertThat(visit.page().locator(".operation-choices")).isHidden();
	}

	@Test
	void saysWhatTheProcessorAnswered() {
		JsonNode payment = this.merchant.pays(1999, "EUR", "pm_card_refund_fails", "order-" + UUID.randomUUID(),
				"automatic");
		Visit visit = visit(id(payment));

		visit.button("Refund").click();
		visit.button("Continue").click();
		visit.button("Refund €19.99").click();

		assertThat(visit.page().locator(".timeline-title").last()).hasText("Refund of €19.99 did not happen");
		assertThat(visit.page().locator(".timeline-by").last()).containsText("by simulator");
		assertThat(visit.page().locator(".operations .badge").last()).hasText("Declined");
		assertThat(visit.page().locator(".operation-result"))
			.hasText("Refund of €19.99 did not happen: Refund failed.");
		assertThat(visit.page().locator(".operation-result")).isInViewport();
		visit.screenshot("refused-refund");
		visit.button("Dismiss").click();
		assertThat(visit.page().locator(".operation-result")).isHidden();
		assertThat(visit.button("Refund")).isFocused();
	}

	@Test
	void saysTheLimitOfTheServerAtTheFieldInTheDecimalsOfTheCurrency() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit(id(payment));
		visit.page()
			.route("**/refunds",
					(route) -> route.resume(new Route.ResumeOptions().setPostData("{\"amount\": 999999}")));

		visit.button("Refund").click();
		visit.button("Continue").click();
		visit.button("Refund €19.99").click();

		assertThat(visit.page().locator("#operation-amount-problem")).hasText("At most €19.99 is left.");
		assertThat(amount(visit)).hasAttribute("aria-invalid", "true");
	}

	@Test
	void asksAnewWhereLessIsLeftThanIsToBeConfirmed() {
		JsonNode payment = pays(3000, "automatic");
		Visit visit = visit(id(payment));
		visit.button("Refund").click();
		visit.button("Continue").click();
		assertThat(visit.heading("Refund €30.00?")).isFocused();

		var _ = this.merchant.operates(payment, "refunds", "{\"amount\": 1000}");

		assertThat(visit.heading("Refund how much?")).isVisible();
		assertThat(visit.page().locator("#operation-amount-problem")).hasText("At most €20.00 is left.");
		assertThat(amount(visit)).hasValue("30.00");
		assertThat(amount(visit)).isFocused();
		var _ = this.merchant.operates(payment, "refunds", "{\"amount\": 500}");
		assertThat(visit.page().locator("#operation-amount-problem")).hasText("At most €15.00 is left.");
		amount(visit).fill("15");
		visit.button("Continue").click();
		visit.button("Refund €15.00").click();
		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Refunded");
	}

	@Test
	void goesOnConfirmingWhereEnoughIsLeft() {
		JsonNode payment = pays(3000, "manual");
		Visit visit = visit(id(payment));
		visit.button("Capture").click();
		amount(visit).fill("20");
		visit.button("Continue").click();

		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 1000}");
		assertThat(visit.page().locator(".timeline-title").last()).hasText("€10.00 captured");
		assertThat(visit.heading("Capture €20.00?")).isVisible();
		visit.page().locator("#search").focus();
		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 500}");

		assertThat(visit.page().locator("#operation-amount-problem")).hasText("At most €15.00 is left.");
		assertThat(visit.search()).isFocused();
	}

	@Test
	void doesNotConfirmAVoidOfWhatWasCapturedMeanwhile() {
		JsonNode payment = pays(3000, "manual");
		Visit visit = visit(id(payment));
		visit.button("Void").click();
		assertThat(visit.heading("Void €30.00?")).isFocused();

		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 1000}");

		assertThat(visit.page().locator(".operation-result"))
			.hasText("A void is not possible while something else is under way.");
		assertThat(visit.heading("Void €30.00?")).isHidden();
		visit.button("Void").click();
		visit.button("Void €20.00").click();
		assertThat(visit.page().locator(".timeline-title").last()).hasText("€20.00 released");
	}

	@Test
	void triesAgainWithTheSameKeyAfterALostConnection() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit(id(payment));
		List<String> keys = new ArrayList<>();
		visit.page().route("**/refunds", (route) -> {
			keys.add(key(route.request()));
			if (keys.size() == 1) {
				route.abort();
			}
			else {
				route.resume();
			}
		});

		visit.button("Refund").click();
		visit.button("Continue").click();
		visit.button("Refund €19.99").click();
		assertThat(visit.page().locator(".operation-form .problem")).containsText("Trying again is safe");
		Axe.findsNothing(visit.page());
		visit.button("Try again").click();

		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Refunded");
		assertThat(keys).hasSize(2);
		assertThat(keys.getFirst()).isEqualTo(keys.getLast()).isNotEmpty();
	}

	@Test
	void seesInTheStreamThatALostAnswerWasAYes() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit(id(payment));
		visit.page().route("**/refunds", (route) -> {
			var _ = route.fetch();
			route.abort();
		});

		visit.button("Refund").click();
		amount(visit).fill("1");
		visit.button("Continue").click();
		visit.button("Refund €1.00").click();

		assertThat(visit.page().locator(".operation-result")).containsText("It was done after all");
		assertThat(visit.page().locator(".operation-form")).isHidden();
		assertThat(visit.page().locator(".timeline-title").last()).hasText("€1.00 refunded");
		assertThat(read(payment).path("amount_refunded").asLong()).isEqualTo(100);
	}

	@Test
	void followsWhatOthersDoToIt() {
		JsonNode payment = pays(1999, "manual");
		Visit visit = visit(id(payment));
		assertThat(visit.page().locator(".timeline-title")).hasCount(2);

		var _ = this.merchant.operates(payment, "captures", "{}");

		assertThat(visit.page().locator(".timeline-title").last()).hasText("€19.99 captured");
		assertThat(visit.page().locator(".replay-place")).hasText("Version 4 of 4");
	}

	@Test
	void saysSoWhenThereIsNoSuchPayment() {
		Visit visit = visit(TypeId.write("pay", TypeId.next()));

		assertThat(visit.heading("No such payment")).isVisible();
		Axe.findsNothing(visit.page());
		visit.screenshot("detail-missing");
		visit.button("Back to the list").click();

		assertThat(visit.page()).hasURL(this.gateway.toString());
	}

	@Test
	void saysSoWhenItCannotBeLoaded() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit("");
		visit.page().route("**/events?limit*", Route::abort);

		visit.row(reference(payment)).click();
		assertThat(visit.heading("The payment could not be loaded")).isVisible();
		Axe.findsNothing(visit.page());
		visit.screenshot("detail-failed");
		visit.page().unroute("**/events?limit*");
		visit.button("Try again").click();

		assertThat(visit.page().locator(".sheet-amount")).hasText("€19.99");
	}

	@Test
	void copiesTheId() {
		JsonNode payment = pays(1999, "automatic");
		Visit visit = visit(id(payment));

		visit.context().grantPermissions(List.of("clipboard-write"));
		visit.page().locator(".copy-id").click();

		assertThat(visit.page().locator(".copy-word")).hasText("Copied");
	}

	@Test
	void fitsEveryScreenInLightAndDark() {
		JsonNode payment = pays(123_456, "manual");
		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 100000}");
		var _ = this.merchant.operates(payment, "refunds", "{\"amount\": 2550, \"reason\": \"damaged on arrival\"}");
		Visit visit = visit(id(payment));
		assertThat(visit.page().locator(".timeline-title")).hasCount(6);

		Screens.look(visit, "detail");
		visit.button("Refund").click();
		Screens.look(visit, "detail-refund");
	}

	private Visit visit(String payment) {
		Visit visit = browser.visit(this.gateway);
		visit.signIn();
		if (!payment.isEmpty()) {
			visit.go("?payment=" + payment);
			assertThat(visit.detail().locator(".skeleton")).hasCount(0);
			assertThat(visit.connection()).hasText("Live");
		}
		return visit;
	}

	private JsonNode pays(long amount, String capture) {
		return this.merchant.pays(amount, "EUR", "pm_card_visa", "order-" + UUID.randomUUID(), capture);
	}

	private JsonNode read(JsonNode payment) {
		return this.merchant.reads("/v1/payments/" + id(payment));
	}

	private static Locator amount(Visit visit) {
		return visit.page().locator("#operation-amount");
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
