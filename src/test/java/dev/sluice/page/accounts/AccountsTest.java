package dev.sluice.page.accounts;

import java.net.URI;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import dev.sluice.page.browser.Axe;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
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

/** The panel of a merchant's accounts at processors. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class AccountsTest {

	private static final String[] WITHOUT_ACCOUNTS = { "payments:read", "events:read" };

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final DatabaseClient database;

	private final TestMerchant owner;

	private Visit visit;

	private AccountsPanel accounts;

	AccountsTest(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.database = database;
		this.owner = TestMerchant.create(database);
	}

	@BeforeEach
	void visit() {
		this.visit = browser.visit(this.gateway);
		this.accounts = new AccountsPanel(this.gateway, this.owner.apiKey(), this.visit);
	}

	@Test
	void showsThemInTheOrderInWhichTheyAreAsked() {
		this.accounts.makeAtBank("Second", "good", "\"order\": 2, \"enabled\": false");
		this.accounts.makeAtStripe("First",
				"""
						"order": 1, "routing": {"currencies": ["JPY"], "amount_gte": 1500, "payment_methods": ["token", "stripe"]}""");

		this.accounts.open(this.owner.apiKey());

		String first = this.accounts.read("First").path("id").asString();
		assertThat(this.accounts.titles()).hasText(new String[] { "First", "Second" });
		assertThat(this.accounts.card("First")).containsText("Stripe" + first);
		assertThat(this.accounts.card("First"))
			.containsText("Payments in JPY, of ¥1,500 or more, by Stripe or a token");
		assertThat(this.accounts.card("First")).containsText("Secret key; never shown");
		assertThat(this.accounts.card("First")).containsText("acct_1234");
		assertThat(this.accounts.card("First")).containsText(this.gateway + "processors/" + first + "/notifications");
		assertThat(this.accounts.card("First"))
			.containsText("Notifications are not believed until the webhook secret is given.");
		assertThat(this.accounts.badge("First")).hasText("Enabled");
		assertThat(this.accounts.card("Second")).containsText("All payments that Testbank takes");
		assertThat(this.accounts.badge("Second")).hasText("Disabled");
		assertThat(this.accounts.root().locator(".mode")).hasText("Test mode");
		assertThat(this.visit.page().content()).doesNotContain("sk_test_abc");
	}

	@Test
	void asksProcessorsWhetherTheyKnowTheCredentials() {
		this.accounts.makeAtStripe("Emulated", "");
		this.accounts.makeAtBank("Old", "revoked", "");
		this.accounts.open(this.owner.apiKey());

		this.accounts.check("Emulated").click();
		assertThat(this.accounts.result("Emulated")).hasText("WorksStripe takes the key.");
		this.accounts.check("Old").click();

		assertThat(this.accounts.result("Old"))
			.hasText("Does not workThe key is not known any more. Make another one.");
		Axe.findsNothing(this.visit.page());
	}

	@Test
	void checksOneAtATime() {
		this.accounts.makeAtBank("One", "good", "");
		this.accounts.makeAtBank("Other", "good", "");
		this.accounts.open(this.owner.apiKey());
		this.visit.page().route("**/check", (route) -> {
			// It is not answered yet.
		});

		this.accounts.check("One").click();
		assertThat(this.visit.button("Checking … One")).hasAttribute("aria-busy", "true");
		assertThat(this.accounts.check("Other")).hasAttribute("aria-disabled", "true");
		this.accounts.check("Other").click(new Locator.ClickOptions().setForce(true));
		assertThat(this.accounts.check("Other")).hasText("Check Other");
		Axe.findsNothing(this.visit.page());
		this.visit.page().unrouteAll();
	}

	@Test
	void saysThatItIsCheckedAlready() {
		this.accounts.makeAtBank("One", "good", "");
		this.accounts.open(this.owner.apiKey());
		this.visit.page()
			.route("**/check", (route) -> route.fulfill(problem(429, "This account is being checked just now.")));

		this.accounts.check("One").click();

		assertThat(this.accounts.result("One"))
			.hasText("It could not be checked. This account is being checked just now.");
		assertThat(this.accounts.check("One")).hasAttribute("aria-disabled", "false");
	}

	@Test
	void disablesOneByTheKeyboardOnceItIsSaidWhatThatMeans() {
		this.accounts.makeAtBank("One", "good", "");
		this.accounts.open(this.owner.apiKey());
		Locator disable = this.visit.button("Disable One");

		disable.focus();
		this.visit.press("Enter");
		assertThat(this.visit.heading("Disable One?")).isFocused();
		assertThat(this.accounts.card("One")).containsText("What was begun there goes on being asked for there");
		assertThat(this.accounts.card("One")).containsText("No account is enabled then");
		Axe.findsNothing(this.visit.page());
		this.visit.press("Escape");
		assertThat(disable).isFocused();
		this.visit.press("Enter", "Tab", "Enter");

		assertThat(this.visit.button("Enable One")).isFocused();
		assertThat(this.accounts.badge("One")).hasText("Disabled");
		assertThat(this.accounts.root().locator(".accounts-intro").first()).containsText("None is enabled");
		assertThat(this.accounts.isEnabled("One")).isFalse();
		this.visit.press("Enter", "Tab", "Enter");
		assertThat(this.accounts.badge("One")).hasText("Enabled");
		assertThat(this.accounts.isEnabled("One")).isTrue();
	}

	@Test
	void doesNotPretendToKnowWhetherItWasDone() {
		this.accounts.makeAtBank("One", "good", "");
		this.accounts.open(this.owner.apiKey());
		this.visit.page().route("**/v1/processor-accounts/*", (route) -> {
			var _ = route.fetch();
			route.abort();
		});

		this.visit.button("Disable One").click();
		this.visit.button("Disable").click();
		assertThat(this.accounts.card("One").locator(".account-form .problem"))
			.hasText("The server cannot be reached. Whether it was done is not known. Trying again is safe.");
		assertThat(this.accounts.isEnabled("One")).isFalse();
		assertThat(this.accounts.badge("One")).hasText("Enabled");
		this.visit.page().unrouteAll();
		this.visit.button("Cancel").click();

		assertThat(this.accounts.badge("One")).hasText("Disabled");
	}

	@Test
	void offersWhatAKeyMay() {
		this.accounts.makeAtBank("One", "good", "");
		this.visit.signIn(this.owner.anotherKey(this.database, "test", WITHOUT_ACCOUNTS));
		assertThat(this.accounts.opener()).isHidden();

		Visit reader = browser.visit(this.gateway);
		reader.signIn(this.owner.anotherKey(this.database, "test", "payments:read", "events:read", "processors:read"));
		reader.button("Accounts at processors").click();

		assertThat(reader.button("Check One")).isVisible();
		assertThat(reader.button("Disable One")).hasCount(0);
	}

	@Test
	void showsNothingOfTheOtherMode() {
		this.accounts.makeAtBank("Of tests", "good", "");
		String live = this.owner.anotherKey(this.database, "live", "payments:read", "events:read", "processors:read");

		this.accounts.open(live);

		assertThat(this.accounts.root().locator(".mode")).hasText("Live mode");
		assertThat(this.visit.heading("No accounts in live mode yet")).isVisible();
		assertThat(this.accounts.root().locator("code")).containsText("sk_live_…");
	}

	@Test
	void saysWhyTheyCannotBeLoadedAndTriesAgain() {
		this.accounts.makeAtBank("One", "good", "");
		this.visit.page().route("**/v1/processor-accounts", Route::abort);
		this.accounts.open(this.owner.apiKey());

		assertThat(this.visit.page().getByText("The server cannot be reached. Try again once you are connected."))
			.isVisible();
		Screens.look(this.visit, "accounts-failed");
		this.visit.page().unrouteAll();
		this.visit.button("Try again").click();

		assertThat(this.accounts.titles()).hasText("One");
	}

	@Test
	void isClosedByEscapeAndKeepsNothing() {
		this.accounts.makeAtBank("<img src=x onerror=alert(1)>", "good", "");
		this.accounts.open(this.owner.apiKey());
		assertThat(this.accounts.titles()).hasText("<img src=x onerror=alert(1)>");

		this.visit.press("Escape");

		assertThat(this.accounts.opener()).isFocused();
		assertThat(this.accounts.root()).isEmpty();
	}

	private static Route.FulfillOptions problem(int status, String detail) {
		return new Route.FulfillOptions().setStatus(status)
			.setContentType("application/problem+json")
			.setBody("{\"status\": %d, \"detail\": \"%s\"}".formatted(status, detail));
	}

}
