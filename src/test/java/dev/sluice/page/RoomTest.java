package dev.sluice.page;

import java.net.URI;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Overlaps;
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

/**
 * There is room for whatever merchants and processors write: nothing lies on anything.
 */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class RoomTest {

	private static final List<Integer> WIDTHS = List.of(320, 360, 640, 768, 1024, 1280, 1440, 1920);

	/** Some letters with many marks above and below. */
	private static final String MARKS = "or" + "\u0301\u0323".repeat(20) + "der" + "\u0346\u0317".repeat(20);

	/** After which the page has seen its new size. */
	private static final String TWO_FRAMES = """
			() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))""";

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant owner;

	private final Merchant merchant;

	private Visit visit;

	RoomTest(@LocalServerPort int port, @Autowired DatabaseClient client) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.owner = TestMerchant.create(client);
		this.merchant = new Merchant(this.gateway, this.owner.apiKey());
	}

	@BeforeEach
	void open() {
		this.visit = browser.visit(this.gateway);
	}

	@Test
	void thereIsForLargeAmountsLongWordsAndManyMarks() {
		for (String currency : List.of("IDR", "EUR", "JPY", "KWD", "CLP", "HUF")) {
			var _ = this.merchant.pays(250_000_000, currency, "pm_card_visa", "order-" + currency, "automatic");
		}
		for (String card : List.of("insufficient_funds", "lost_card", "expired_card", "stolen_card")) {
			var _ = this.merchant.pays(1_000, "EUR", "pm_card_declined_" + card, "declined", "automatic");
		}
		JsonNode crowded = this.merchant.posts("/v1/payments",
				"""
						{"amount": 123456789012, "currency": "IDR", "payment_method": "pm_card_visa", "capture": "manual",
						 "reference": "%s", "description": "%s", "customer": "%s",
						 "metadata": {"a_key_of_more_than_fourteen_letters": "value", "%s": "%s"}}"""
					.formatted(MARKS, "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(3), "c".repeat(100),
							"k".repeat(40), "v".repeat(300)));
		var _ = this.merchant.operates(crowded, "captures", "{\"amount\": 123456780000}");
		var _ = this.merchant.operates(crowded, "refunds", "{\"amount\": 123456700000}");

		this.visit.go("?payment=" + crowded.path("id").asString());
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.page().locator(".sheet-line .badge")).hasText("Partially refunded");
		looksRight("crowded");
		this.visit.press("Escape");
		looksRight("crowded-list");
	}

	@Test
	void keepsTheTimeOfANarrowListAtItsEdge() {
		var _ = this.merchant.pays(12_345_678, "EUR", "pm_card_visa", "large", "automatic");
		var _ = this.merchant.pays(100, "EUR", "pm_card_visa", "small", "automatic");
		this.visit.signIn(this.owner.apiKey());
		this.visit.page().setViewportSize(360, 740);
		assertThat(this.visit.row("small")).isVisible();

		Object edges = this.visit.page().evaluate("""
				() => new Set([...document.querySelectorAll('#list tbody :is(time, .sum)')].map((text) => {
				  const range = document.createRange();
				  range.selectNodeContents(text);
				  return Math.round(range.getBoundingClientRect().right);
				})).size""");

		assertThat(edges).as("right edges").isEqualTo(1);
	}

	@Test
	void namesARowWhoseReferenceCannotBeSeen() {
		JsonNode payment = this.merchant.posts("/v1/payments",
				"""
						{"amount": 100, "currency": "EUR", "payment_method": "pm_card_visa", "reference": " \\u200b\\u3000 "}""");
		this.visit.signIn(this.owner.apiKey());

		assertThat(this.visit.rows().locator("a")).hasText(payment.path("id").asString());
	}

	@Test
	void thereIsForLettersOfTwiceTheSize() {
		var _ = this.merchant.pays(12_345_678, "EUR", "pm_card_visa", "large", "automatic");
		try (Chromium chromium = Chromium.launchWithLetters(32); Visit visit = Visit.to(this.gateway, chromium)) {
			visit.signIn(this.owner.apiKey());
			assertThat(visit.rows()).hasCount(1);
			assertThat(visit.row("large").locator(".reference")).hasCSS("font-size", "30px");
			visit.row("large").click();
			assertThat(visit.detail().locator(".sheet-amount")).isVisible();
			for (int width : List.of(720, 1920)) {
				visit.page().setViewportSize(width, 860);
				visit.page().waitForFunction(TWO_FRAMES);
				visit.screenshot("large-letters-" + width);
				Overlaps.findsNone(visit.page(), "with large letters at " + width);
				assertThat(visit.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
				assertThat(visit.detail()).isInViewport();
			}
		}
	}

	private void looksRight(String name) {
		for (int width : WIDTHS) {
			this.visit.page().setViewportSize(width, 860);
			this.visit.page().waitForFunction(TWO_FRAMES);
			this.visit.screenshot(name + "-" + width);
			Overlaps.findsNone(this.visit.page(), "at " + width);
		}
		this.visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
		this.visit.screenshot(name + "-dark");
		this.visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
	}

}
