package dev.sluice.page;

import java.net.URI;
import java.util.regex.Pattern;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.sluice.page.browser.Axe;
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

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every state that the page can be in, as it looks on three screens in light and dark;
 * nothing sticks out, and axe finds nothing serious.
 */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class StatesTest {

	private static final Pattern LIST = Pattern.compile(".*/v1/payments\\?.*");

	/** By how many pixels what is in a panel is too wide for it. */
	private static final String STICKS_OUT = """
			(panel) => document.querySelector(panel).scrollWidth - document.querySelector(panel).clientWidth""";

	/**
	 * What a finger hardly hits, or what a phone zooms into because its text is small.
	 * The chart's slider is for the keyboard and lets touches through.
	 */
	private static final String TOO_SMALL = """
			() => [...document.querySelectorAll('button, input, select')]
			  .filter((control) => control.checkVisibility() && control.offsetHeight > 0)
			  .filter((control) => getComputedStyle(control).pointerEvents !== 'none')
			  .filter((control) => control.offsetHeight < 44
			    || (control.matches('input, select') && parseFloat(getComputedStyle(control).fontSize) < 16))
			  .map((control) => `${control.id} ${control.className} ${control.offsetHeight}`).join()""";

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final DatabaseClient database;

	private final TestMerchant owner;

	private final Merchant merchant;

	private Visit visit;

	StatesTest(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.database = database;
		this.owner = TestMerchant.create(database);
		this.merchant = new Merchant(this.gateway, this.owner.apiKey());
	}

	@BeforeEach
	void open() {
		this.visit = browser.visit(this.gateway);
	}

	@Test
	void signedOut() {
		assertThat(this.visit.heading("Sign in to Sluice")).isVisible();

		Screens.look(this.visit, "signed-out");
	}

	@Test
	void list() {
		this.merchant.pays("order-1001", "automatic");
		this.merchant.pays("order-1002", "manual");
		var _ = this.merchant.pays(250_000, "JPY", "pm_card_declined_insufficient_funds", "order-1003", "automatic");
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.rows()).hasCount(3);

		Screens.look(this.visit, "list");
	}

	@Test
	void empty() {
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.heading("No payments yet")).isVisible();

		Screens.look(this.visit, "empty");
	}

	@Test
	void noMatch() {
		this.visit.go("?currency=JPY&reference=none");
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.heading("No payment matches")).isVisible();

		Screens.look(this.visit, "no-match");
	}

	@Test
	void filtersThatStayOpenWhileTheScreenTurns() {
		this.merchant.pays("order-1001", "automatic");
		this.visit.signIn(this.owner.apiKey());

		for (String filter : new String[] { "status", "amount", "time" }) {
			this.visit.page().locator("[popovertarget=" + filter + "-filter]").click();
			assertThat(this.visit.page().locator("#" + filter + "-filter")).isVisible();
			assertThat(this.visit.page().evaluate(STICKS_OUT, "#" + filter + "-filter")).isEqualTo(0);
			Screens.look(this.visit, "filter-" + filter);
			assertThat(this.visit.page().locator("#" + filter + "-filter")).isVisible();
			assertThat(this.visit.page().evaluate(STICKS_OUT, "#" + filter + "-filter")).isEqualTo(0);
			this.visit.press("Escape");
		}
	}

	@Test
	void emptyWhereThereAreNoTestPayments() {
		this.visit.signIn(this.owner.apiKey());

		assertThat(this.visit.page().locator("#empty > p")).hasText(
				"Make the first one from a terminal. It appears here by itself.",
				new HasTextOptions().setUseInnerText(true));
	}

	@Test
	void isUsedByFingersOnAPhone() {
		this.merchant.pays("order-1001", "automatic");
		Visit phone = browser.visitByPhone(this.gateway);
		phone.signIn(this.owner.apiKey());
		assertThat(phone.rows()).hasCount(1);
		assertThat(phone.page().evaluate(TOO_SMALL)).isEqualTo("");
		phone.screenshot("phone-list");
		phone.row("order-1001").tap();
		assertThat(phone.page().locator(".sheet-amount")).isVisible();

		assertThat(phone.page().evaluate(TOO_SMALL)).isEqualTo("");
		phone.screenshot("phone-detail");
	}

	@Test
	void addressWithAFilterThatIsNone() {
		this.visit.go("?status=nonsense");
		this.visit.page().getByLabel("API key").fill(this.owner.apiKey());
		this.visit.button("Sign in").click();

		assertThat(this.visit.page().locator("#failure-words")).containsText("status");
		Screens.look(this.visit, "bad-filter");
		assertThat(this.visit.button("Try again")).isHidden();
		this.visit.button("Clear filters").click();
		assertThat(this.visit.heading("No payments yet")).isVisible();
		assertThat(this.visit.page()).hasURL(this.gateway.toString());
	}

	@Test
	void loading() {
		this.visit.page().route(LIST, (route) -> {
			// It is never answered.
		});
		this.visit.page().getByLabel("API key").fill(this.owner.apiKey());
		this.visit.button("Sign in").click();
		assertThat(this.visit.page().locator(".skeleton")).isVisible();

		Screens.look(this.visit, "loading");
		this.visit.page().unrouteAll();
	}

	@Test
	void serverGone() {
		this.visit.page().route(LIST, Route::abort);
		this.visit.page().getByLabel("API key").fill(this.owner.apiKey());
		this.visit.button("Sign in").click();
		assertThat(this.visit.page().getByText("The server cannot be reached.")).isVisible();
		assertThat(this.visit.page().getByText(Pattern.compile("Trying again in"))).isVisible();

		Screens.look(this.visit, "server-gone");
		this.visit.page().unrouteAll();
		assertThat(this.visit.heading("No payments yet")).isVisible();
	}

	@Test
	void offersToSignOutWhereThePaymentsCannotBeLoaded() {
		this.visit.page().route(LIST, Route::abort);
		this.visit.page().getByLabel("API key").fill(this.owner.apiKey());
		this.visit.button("Sign in").click();

		this.visit.button("Sign out").click();

		assertThat(this.visit.heading("Sign in to Sluice")).isVisible();
		this.visit.page().unrouteAll();
		this.visit.page().reload();
		assertThat(this.visit.heading("Sign in to Sluice")).isVisible();
	}

	@Test
	void saysSoWhereTheServerThatIsGoneSignsNobodyOut() {
		this.visit.page().route(LIST, Route::abort);
		this.visit.page().route("**/v1/session", (route) -> {
			if ("DELETE".equals(route.request().method())) {
				route.abort();
			}
			else {
				route.resume();
			}
		});
		this.visit.page().getByLabel("API key").fill(this.owner.apiKey());
		this.visit.button("Sign in").click();

		this.visit.button("Sign out").click();

		assertThat(this.visit.page().getByText("You are still signed in.")).isVisible();
		Screens.look(this.visit, "still-signed-in");
		this.visit.page().unrouteAll();
		assertThat(this.visit.heading("No payments yet")).isVisible();
		assertThat(this.visit.page().getByText("You are still signed in.")).hasCount(0);
	}

	@Test
	void noPermission() {
		this.visit.page()
			.route(LIST,
					(route) -> route.fulfill(new Route.FulfillOptions().setStatus(403)
						.setContentType("application/problem+json")
						.setBody("{\"status\": 403, \"detail\": \"This key may only make payments.\"}")));
		this.visit.page().getByLabel("API key").fill(this.owner.apiKey());
		this.visit.button("Sign in").click();
		assertThat(this.visit.page().getByText("This key may only make payments.")).isVisible();

		Screens.look(this.visit, "no-permission");
		this.visit.page().unrouteAll();
		this.visit.button("Use another key").click();
		assertThat(this.visit.heading("Sign in to Sluice")).isVisible();
	}

	@Test
	void sessionEnded() {
		this.visit.signIn(this.owner.apiKey());

		this.visit.context().clearCookies();
		this.visit.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");

		assertThat(this.visit.page().getByText("Your session has ended. Sign in again to go on.")).isVisible();
		Screens.look(this.visit, "session-ended");
	}

	/** Nobody touches the page; its stream is told. */
	@Test
	void sessionEndedWithItsKey() {
		this.visit.signIn(this.owner.apiKey());

		this.owner.revokeKey(this.database);

		assertThat(this.visit.page().getByText("Your session has ended. Sign in again to go on."))
			.isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
		Screens.look(this.visit, "session-ended-with-its-key");
	}

	@Test
	void help() {
		this.visit.signIn(this.owner.apiKey());

		this.visit.press("?");

		assertThat(this.visit.heading("Keyboard")).isVisible();
		Screens.look(this.visit, "help");
	}

	@Test
	void narrowDetail() {
		this.merchant.pays("order-1001", "automatic");
		this.visit.page().setViewportSize(360, 740);
		this.visit.signIn(this.owner.apiKey());
		this.visit.row("order-1001").click();
		assertThat(this.visit.detail()).isFocused();

		Axe.findsNothing(this.visit.page());
		this.visit.screenshot("narrow-detail");
		this.visit.press("Escape");
		assertThat(this.visit.detail()).isHidden();
	}

}
