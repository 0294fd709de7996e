package dev.sluice.page;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Screens;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Amounts as they are written, in the digits of their currency, and read again. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class AmountsTest {

	private static final String CURRENCIES = "**/v1/currencies";

	/** Takes down every amount that is in the document at any time. */
	private static final String NOTE_AMOUNTS = """
			window.amounts = new Set();
			new MutationObserver(() => document.querySelectorAll('.sum, .moved, .money, .chip .value').forEach(
			    ({textContent}) => textContent && amounts.add(textContent.replace(/\\s/g, ' '))))
			  .observe(document, {childList: true, subtree: true, characterData: true});""";

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant owner;

	private final Merchant merchant;

	AmountsTest(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.owner = TestMerchant.create(database);
		this.merchant = new Merchant(this.gateway, this.owner.apiKey());
	}

	@Test
	void areNotShownBeforeTheCurrenciesAreKnown() {
		String opened = pays(1_999_000, "HUF", "forint").path("id").asString();
		var _ = pays(1_999_000, "IQD", "dinar");
		Visit visit = signedIn(browser.visit(this.gateway));
		visit.page().addInitScript(NOTE_AMOUNTS);
		AtomicReference<Route> held = new AtomicReference<>();
		visit.page().route(CURRENCIES, held::set);

		visit.go("?currency=HUF&amount_gte=100000&payment=" + opened);
		assertThat(visit.page().getByText("Waiting for the currencies")).isVisible();
		assertThat(amounts(visit)).isEmpty();
		Screens.look(visit, "waiting-for-currencies");
		held.get().resume();

		assertThat(visit.row("forint")).containsText(Pattern.compile("HUF\\s19,990.00"));
		assertThat(visit.page().locator(".sheet-amount")).hasText(Pattern.compile("HUF\\s19,990.00"));
		visit.button("Clear filters").or(visit.button("Clear")).click();
		assertThat(visit.row("dinar")).containsText(Pattern.compile("IQD\\s1,999.000"));
		assertThat(visit.page().locator("[data-figure=volume]")).containsText(Pattern.compile("IQD\\s1,999.000"));
		assertThat(amounts(visit)).contains("HUF 19,990.00", "from HUF 1,000.00", "IQD 1,999.000")
			.allMatch((amount) -> amount.matches("(from )?HUF [\\d,]+[.]\\d{2}|IQD [\\d,]+[.]\\d{3}"));
	}

	@Test
	void areAskedForAgainWhereTheCurrenciesCannotBeHad() {
		var _ = pays(1_999_000, "HUF", "forint");
		Visit visit = signedIn(browser.visit(this.gateway));
		visit.page().addInitScript(NOTE_AMOUNTS);
		visit.page().route(CURRENCIES, (route) -> route.fulfill(new Route.FulfillOptions().setStatus(503)));

		visit.page().reload();
		assertThat(visit.page().getByText("Without the currencies no amount can be shown.")).isVisible();
		assertThat(visit.page().getByText(Pattern.compile("Trying again in"))).isVisible();
		Screens.look(visit, "no-currencies");
		assertThat(amounts(visit)).isEmpty();
		visit.page().unrouteAll();

		assertThat(visit.row("forint")).containsText(Pattern.compile("HUF\\s19,990.00"));
	}

	@Test
	void areReadAsTheyAreShown() {
		JsonNode payment = pays(5_000_000, "KWD", "dinar");
		Visit visit = opened(browser.visit(this.gateway), payment);

		assertThat(amount(visit)).hasValue("5000.000");
		assertThat(visit.page().locator("#operation-amount-hint")).hasText(Pattern.compile("At most KWD\\s5,000.000"));
		amount(visit).fill("1,000");
		visit.button("Continue").click();
		visit.button("Refund KWD 1,000.000").click();

		assertThat(visit.page().locator(".timeline-title").last()).hasText(Pattern.compile("KWD\\s1,000.000 refunded"));
		assertThat(
				this.merchant.reads("/v1/payments/" + payment.path("id").asString()).path("amount_refunded").asLong())
			.isEqualTo(1_000_000);
	}

	@Test
	void areRefusedWithAWordWhereTheyCanBeReadInTwoWays() {
		Visit visit = opened(browser.visitInLanguage("fr-FR", this.gateway), pays(5_000_000, "KWD", "dinar"));

		assertThat(amount(visit)).hasValue("5000,000");
		amount(visit).fill("1.000");
		visit.button("Continue").click();

		assertThat(visit.page().locator("#operation-amount-problem"))
			.hasText(Pattern.compile("It may be 1\\s000,000\\sKWD or 1,000\\sKWD: write which one."));
		assertThat(amount(visit)).hasAttribute("aria-invalid", "true");
		Screens.look(visit, "ambiguous-amount");
		amount(visit).fill("1 000,000 KWD");
		visit.button("Continue").click();
		assertThat(visit.page().locator(".operation-form h3")).hasText(Pattern.compile("Refund 1\\s000,000\\sKWD\\?"));
	}

	@Test
	void areReadInTheDigitsOfTheReader() {
		for (String language : List.of("ar-EG", "fa-IR")) {
			Visit visit = opened(browser.visitInLanguage(language, this.gateway), pays(123_450, "EUR", "digits"));
			String shown = amount(visit).inputValue();
			assertThat(shown).matches("\\P{ASCII}+");

			visit.button("Continue").click();
			assertThat(visit.page().locator(".operation-question")).isVisible();
			visit.screenshot("digits-" + language);
			visit.button("Change").click();
			amount(visit).fill("\u0661\u066c\u0662\u0663\u0664\u066b\u0665");
			visit.button("Continue").click();
			assertThat(visit.page().locator(".operation-question")).isVisible();
		}
	}

	private Visit opened(Visit visit, JsonNode payment) {
		signedIn(visit).go("?payment=" + payment.path("id").asString());
		visit.button("Refund").click();
		return visit;
	}

	private Visit signedIn(Visit visit) {
		visit.signIn(this.owner.apiKey());
		return visit;
	}

	private JsonNode pays(long amount, String currency, String reference) {
		return this.merchant.pays(amount, currency, "pm_card_visa", reference, "automatic");
	}

	private static Locator amount(Visit visit) {
		return visit.page().locator("#operation-amount");
	}

	private static List<String> amounts(Visit visit) {
		return List.of(visit.page().evaluate("[...window.amounts].join(';')").toString().split(";"))
			.stream()
			.filter((amount) -> !amount.isEmpty())
			.toList();
	}

}
