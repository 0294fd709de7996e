package dev.sluice.page;

import java.net.URI;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Screens;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The numbers above the list: counted by the page from the stream, and right. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled",
		disabledReason = "No Chromium: the numbers were not tested in a browser")
class NumbersTest {

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant account;

	private final Merchant merchant;

	NumbersTest(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.account = TestMerchant.create(database);
		this.merchant = new Merchant(this.gateway, this.account.apiKey());
	}

	/** What is made now belongs to today for as long as the test runs. */
	@BeforeEach
	void waitForNoMidnight() {
		assumeTrue(LocalTime.now(ZoneId.systemDefault()).isBefore(LocalTime.of(23, 58)),
				"The day ends while this would run");
	}

	@Test
	void areCountedFromTheStreamAndAgreeWithTheServer() {
		var _ = pays(1000, "EUR", "pm_card_visa");
		Visit visit = visit();
		assertThat(figure(visit, "volume")).hasText("€10.00");

		var _ = pays(2500, "EUR", "pm_card_visa");
		var _ = pays(300, "JPY", "pm_card_mastercard");
		var _ = pays(700, "EUR", "pm_card_declined_insufficient_funds");
		var _ = pays(700, "EUR", "pm_card_declined_lost_card");
		var _ = pays(700, "EUR", "pm_card_declined_lost_card");
		var _ = this.merchant.operates(pays(1500, "EUR", "pm_card_visa"), "refunds", "{\"amount\": 500}");

		assertThat(figure(visit, "volume")).hasText("€50.00");
		assertThat(card(visit, "volume")).containsText("€5.00 refunded");
		assertThat(card(visit, "volume")).containsText("¥300");
		assertThat(figure(visit, "success")).hasText("57.1%");
		assertThat(card(visit, "success")).containsText("4 of 7 payments approved");
		assertThat(card(visit, "refusals").locator("dt")).hasText(new String[] { "Lost card", "Insufficient funds" });
		JsonNode summary = this.merchant.reads("/v1/payments/summary?window=1d&bucket=1d");
		assertThat(visit.page().locator("#numbers")).hasAttribute("data-position", summary.path("position").asString());
		assertThat(sum(summary, "amount_captured", "EUR")).isEqualTo(5000);
		assertThat(sum(summary, "amount_refunded", "EUR")).isEqualTo(500);
		assertThat(sum(summary, "count", "EUR") + sum(summary, "count", "JPY")).isEqualTo(7);
		assertThat(summary.path("declines").path(1).path("code").asString()).isEqualTo("lost_card");
	}

	@Test
	void areReadAgainWhenAPaymentChangesWhoseBeginningWasNotSeen() {
		JsonNode payment = this.merchant.pays(4200, "EUR", "pm_card_visa", "order-1", "manual");
		Visit visit = visit();
		assertThat(figure(visit, "volume")).hasText("€0.00");

		var _ = this.merchant.operates(payment, "captures", "{}");

		assertThat(figure(visit, "volume")).hasText("€42.00");
	}

	@Test
	void appearWithTheFirstPayment() {
		Visit visit = visit();
		assertThat(visit.heading("No payments yet")).isVisible();
		assertThat(visit.page().locator("#numbers")).isHidden();

		var _ = pays(1000, "EUR", "pm_card_visa");

		assertThat(figure(visit, "volume")).hasText("€10.00");
		Screens.look(visit, "numbers-one");
	}

	@Test
	void areAPictureThatIsAlsoSaidInWords() {
		var _ = pays(1000, "EUR", "pm_card_visa");
		var _ = pays(1000, "EUR", "pm_card_declined");
		Visit visit = visit();

		assertThat(visit.page().locator(".chart canvas")).isVisible();
		assertThat(visit.page().locator(".chart")).hasAttribute("aria-label",
				Pattern.compile("^2 payments in the last hour, 1 of them refused; at most [12] in.*"));
		Screens.look(visit, "numbers");
	}

	@Test
	void areShownWholeHoweverLargeTheyAre() {
		var _ = pays(123_456_789_012L, "EUR", "pm_card_visa");
		Visit visit = visit();

		assertThat(figure(visit, "volume")).hasText("€1,234,567,890.12");
		for (int width : new int[] { 360, 600, 1024, 1280 }) {
			visit.page().setViewportSize(width, 860);
			for (Locator money : List.of(figure(visit, "volume"), visit.page().locator("#list .sum"))) {
				assertThat(money.evaluate("(money) => money.scrollWidth > money.clientWidth")).as("cut off at " + width)
					.isEqualTo(false);
			}
		}
		Screens.look(visit, "numbers-large");
	}

	@Test
	void showTheSumsOfAllCurrenciesToWhoeverAsks() {
		for (String currency : List.of("EUR", "USD", "JPY", "GBP", "CHF", "SEK", "NOK")) {
			var _ = pays(1000, currency, "pm_card_visa");
		}
		Visit visit = visit();
		Locator others = card(visit, "volume").locator("summary");
		assertThat(others).hasText("4 other currencies");
		assertThat(card(visit, "volume").locator("dd:visible")).hasCount(2);

		others.focus();
		visit.press("Enter");
		assertThat(card(visit, "volume").locator("dd:visible")).hasCount(6);
		var _ = pays(2500, "CHF", "pm_card_visa");

		assertThat(card(visit, "volume")).containsText("CHF 35.00");
		assertThat(others).isFocused();
		assertThat(card(visit, "volume").locator("dd:visible")).hasCount(6);
	}

	@Test
	void areTheirsToWhoeverForcesColours() {
		var _ = pays(1000, "EUR", "pm_card_visa");
		var _ = pays(1000, "EUR", "pm_card_declined");
		JsonNode payment = this.merchant.pays(4200, "EUR", "pm_card_visa", "order-1", "manual");
		var _ = this.merchant.operates(payment, "captures", "{\"amount\": 2100}");
		var _ = this.merchant.operates(payment, "refunds", "{\"amount\": 1000}");
		Visit visit = visit();
		visit.row("order-1").first().click();
		assertThat(visit.page().locator(".money-bar > span")).hasCount(3);

		visit.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

		Object colours = visit.page().evaluate("""
				() => [...document.querySelectorAll('.money-bar > span, .figure-meter > span')].map((part) =>
				  getComputedStyle(part).backgroundColor)""");
		assertThat(colours).asInstanceOf(LIST).hasSize(4);
		assertThat(new HashSet<>((List<?>) colours)).as("kinds of parts").hasSize(3);
		visit.screenshot("forced-colours");
	}

	@Test
	void areReadMinuteByMinuteByTheKeyboard() {
		var _ = pays(1000, "EUR", "pm_card_visa");
		Visit visit = visit();
		Locator minute = visit.page().getByRole(AriaRole.SLIDER, new Page.GetByRoleOptions().setName("Minute"));
		Locator note = card(visit, "minutes").locator(".figure-note");
		assertThat(visit.page().locator(".chart canvas")).isVisible();

		minute.focus();
		visit.press("Home");
		assertThat(figure(visit, "minutes")).hasText("0");
		assertThat(note).hasText(Pattern.compile("^at \\d+:\\d\\d [AP]M$"));
		assertThat(minute).hasAttribute("aria-valuetext", Pattern.compile("^\\d+:\\d\\d [AP]M: no payments$"));
		assertThat(visit.page().locator(".chart-mark")).isVisible();
		assertThat(minute).hasCSS("outline-style", "solid");
		visit.press("ArrowRight", "ArrowRight", "ArrowRight");
		String fourth = note.textContent();
		visit.press("ArrowRight");
		assertThat(note).not().hasText(fourth);
		Screens.look(visit, "numbers-minute");
		visit.press("ArrowLeft");
		assertThat(note).hasText(fourth);
		visit.press("End");

		assertThat(note).hasText("in this minute");
		assertThat(minute).hasAttribute("aria-valuetext", Pattern.compile(".*this minute: .*"));
		assertThat(visit.page().locator(".chart-mark")).isHidden();
	}

	@Test
	void keepTheMinuteThatIsReadWhilePaymentsArrive() {
		var _ = pays(1000, "EUR", "pm_card_visa");
		Visit visit = visit();
		Locator minute = visit.page().getByRole(AriaRole.SLIDER, new Page.GetByRoleOptions().setName("Minute"));
		Locator note = card(visit, "minutes").locator(".figure-note");
		minute.focus();
		visit.press("ArrowLeft", "ArrowLeft", "ArrowLeft");
		String read = note.textContent();
		String said = minute.getAttribute("aria-valuetext");

		var _ = pays(2500, "EUR", "pm_card_visa");

		assertThat(figure(visit, "volume")).hasText("€35.00");
		assertThat(note).hasText(read);
		assertThat(minute).hasAttribute("aria-valuetext", said);
		visit.press("?");
		assertThat(visit.heading("Keyboard")).isVisible();
		visit.press("Escape");
		visit.search().focus();
		assertThat(note).hasText("in this minute");
	}

	private Visit visit() {
		Visit visit = browser.visit(this.gateway);
		visit.signIn(this.account.apiKey());
		return visit;
	}

	private JsonNode pays(long amount, String currency, String method) {
		return this.merchant.pays(amount, currency, method, "order-1", "automatic");
	}

	private static Locator card(Visit visit, String name) {
		return visit.page().locator("[data-figure=" + name + "]");
	}

	private static Locator figure(Visit visit, String name) {
		return card(visit, name).locator(".figure-value");
	}

	private static long sum(JsonNode summary, String field, String currency) {
		return summary.path("data")
			.values()
			.stream()
			.filter((group) -> group.path("currency").asString().equals(currency))
			.mapToLong((group) -> group.path(field).asLong())
			.sum();
	}

}
