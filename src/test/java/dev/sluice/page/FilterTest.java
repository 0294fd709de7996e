package dev.sluice.page;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * What the list is searched and narrowed by, and what is said where that leads nowhere.
 */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class FilterTest {

	private static final Pattern LIST = Pattern.compile(".*/v1/payments\\?.*");

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant owner;

	private final Merchant merchant;

	private Visit visit;

	FilterTest(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.owner = TestMerchant.create(database);
		this.merchant = new Merchant(this.gateway, this.owner.apiKey());
	}

	@BeforeEach
	void open() {
		this.visit = browser.visit(this.gateway);
	}

	@Test
	void keepsTheListWhereASearchIsRefused() {
		this.merchant.pays("kept", "automatic");
		this.merchant.pays("another", "automatic");
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.row("kept")).isVisible();

		this.visit.search().fill("4242424242424242");

		assertThat(problem()).containsText("card number");
		assertThat(this.visit.rows()).hasCount(2);
		assertThat(this.visit.search()).hasValue("4242424242424242");
		assertThat(this.visit.search()).hasAttribute("aria-invalid", "true");
		assertThat(this.visit.page()).hasURL(this.gateway.toString());
		Screens.look(this.visit, "search-refused");
		this.visit.search().fill("kept");
		assertThat(problem()).isHidden();
		assertThat(this.visit.rows()).hasCount(1);
	}

	@Test
	void keepsTheListWhileTheServerIsGoneAndAsksAgain() {
		var _ = this.merchant.pays(5000, "JPY", "pm_card_visa", "yen", "automatic");
		this.merchant.pays("euro", "automatic");
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.row("euro")).isVisible();
		this.visit.page().route(LIST, Route::abort);

		this.visit.page().locator("#currency-filter").selectOption("JPY");

		assertThat(problem()).containsText("The server cannot be reached. The list is as it was before");
		assertThat(this.visit.rows()).hasCount(2);
		Screens.look(this.visit, "filter-unanswered");
		this.visit.page().unrouteAll();
		assertThat(this.visit.rows()).hasCount(1);
		assertThat(problem()).isHidden();
		assertThat(this.visit.page()).hasURL(this.gateway + "?currency=JPY");
	}

	@Test
	void keepsTheListReadableWhileItAsksAgain() {
		this.merchant.pays("euro", "automatic");
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.row("euro")).isVisible();
		List<Route> asked = new ArrayList<>();
		this.visit.page().route(LIST, (route) -> {
			asked.add(route);
			if (asked.size() == 1) {
				route.abort();
			}
		});
		this.visit.page().locator("#currency-filter").selectOption("JPY");
		assertThat(problem()).containsText("trying again");
		this.visit.page().waitForCondition(() -> asked.size() > 1);

		assertThat(this.visit.page().locator("#list").getAttribute("aria-busy")).isEqualTo("false");
	}

	@Test
	void cutsNothingThatIsSearchedFor() {
		String longest = "\uD83D\uDE00".repeat(200);
		this.merchant.pays(longest, "automatic");
		this.merchant.pays("another", "automatic");
		this.visit.signIn(this.owner.apiKey());

		this.visit.search().fill(longest);

		assertThat(this.visit.rows()).hasCount(1);
		this.visit.search().fill(longest + "x");
		assertThat(problem()).hasText("A reference may have 200 characters at most; this has 201.");
		assertThat(this.visit.search()).hasValue(longest + "x");
		assertThat(this.visit.search()).hasAttribute("aria-invalid", "true");
		Screens.look(this.visit, "search-too-long");
	}

	@Test
	void findsAPaymentByAnyIdThatIsItsOwn() {
		JsonNode payment = this.merchant.pays(1234, "EUR", "pm_card_visa", "wanted", "automatic");
		String id = payment.path("id").asString();
		String operation = payment.path("operations").path(0).path("id").asString();
		this.visit.signIn(this.owner.apiKey());

		for (String text : new String[] { operation, operation.toUpperCase(Locale.ROOT), id.toUpperCase(Locale.ROOT),
				id.substring(4), operation.substring(3) }) {
			this.visit.search().fill(text);
			assertThat(this.visit.page().locator(".sheet-reference")).hasText("wanted");
			assertThat(this.visit.page()).hasURL(this.gateway + "?payment=" + id);
			this.visit.page().getByLabel("Close the payment").click();
			assertThat(this.visit.detail()).isHidden();
		}
	}

	@Test
	void saysWhatItSearchedFor() {
		this.merchant.pays("order-1001", "automatic");
		this.visit.signIn(this.owner.apiKey());

		this.visit.search().fill("Order-1001");

		assertThat(this.visit.heading("No payment matches")).isVisible();
		assertThat(this.visit.page().locator("#no-match-words"))
			.containsText("No reference is exactly \u201cOrder-1001\u201d, letter by letter.");
		Screens.look(this.visit, "no-match-search");
		this.visit.search().fill("op_01k8t3b6y2e9rv0h5m7q4n1c8d");
		assertThat(this.visit.page().locator("#no-match-words")).containsText("No payment and no operation has the ID");
	}

	@Test
	void leavesTheTimeAsItIsWhereItIsAppliedUnchanged() {
		String instant = "2024-01-02T03:04:05.678901Z";
		this.visit.go("?created_gte=" + instant);
		this.visit.signIn(this.owner.apiKey());
		assertThat(chip("time").locator(".value")).hasText(Pattern.compile("since .*2024.*:04:05.*"));

		chip("time").click();
		Screens.look(this.visit, "filter-time-seconds");
		this.visit.button("Apply").and(this.visit.page().locator("#time-filter button")).click();
		assertThat(this.visit.page()).hasURL(this.gateway + "?created_gte=" + instant);
		chip("time").click();
		this.visit.page().locator("#time-to").fill("2024-01-02T23:00");
		this.visit.press("Enter");

		assertThat(this.visit.page())
			.hasURL(Pattern.compile(".*created_gte=2024-01-02T03:04:05.678901Z&created_lt=2024.*"));
	}

	@Test
	void staysTodayOverMidnight() {
		this.merchant.pays("yesterday", "automatic");
		this.visit.page().clock().install();
		this.visit.signIn(this.owner.apiKey());
		chip("time").click();
		this.visit.button("Today").click();
		assertThat(this.visit.row("yesterday")).isVisible();
		assertThat(chip("time").locator(".value")).hasText("Today");
		assertThat(this.visit.page()).hasURL(this.gateway + "?created=today");
		this.visit.page().mouse().move(0, 0);

		this.visit.page().clock().fastForward("25:00:00");

		assertThat(this.visit.heading("No payment matches")).isVisible();
		assertThat(this.visit.page()).hasURL(this.gateway + "?created=today");
	}

	@Test
	void asksForTheCurrencyOfAnAmount() {
		var _ = this.merchant.pays(900, "JPY", "pm_card_visa", "small", "automatic");
		var _ = this.merchant.pays(5000, "JPY", "pm_card_visa", "large", "automatic");
		this.merchant.pays("euro", "automatic");
		this.visit.signIn(this.owner.apiKey());
		Locator currency = this.visit.page().locator("#amount-currency");

		chip("amount").click();
		assertThat(currency).isFocused();
		this.visit.page().locator("#amount-from").fill("1,000");
		this.visit.press("Enter");
		assertThat(this.visit.page().locator("#amount-filter .problem")).hasText("Choose a currency.");
		Screens.look(this.visit, "filter-amount-currency");
		currency.selectOption("JPY");
		this.visit.page().locator("#amount-from").press("Enter");

		assertThat(this.visit.rows()).hasCount(1);
		assertThat(this.visit.row("large")).isVisible();
		assertThat(this.visit.page()).hasURL(this.gateway + "?currency=JPY&amount_gte=1000");
		assertThat(chip("amount").locator(".value")).hasText("from \u00a51,000");
	}

	@Test
	void closesAPanelByEscapeWhereverTheFocusIs() {
		this.merchant.pays("order-1001", "automatic");
		this.visit.signIn(this.owner.apiKey());
		for (String filter : new String[] { "status", "amount", "time" }) {
			chip(filter).click();
			Locator panel = this.visit.page().locator("#" + filter + "-filter");
			assertThat(panel).isVisible();
			panel.click(new Locator.ClickOptions().setPosition(3, 3));

			this.visit.press("Escape");

			assertThat(panel).isHidden();
			assertThat(chip(filter)).isFocused();
		}
	}

	private Locator chip(String filter) {
		return this.visit.page().locator("[popovertarget=" + filter + "-filter]");
	}

	private Locator problem() {
		return this.visit.page().locator("#filter-problem");
	}

}
