package dev.sluice.page;

import java.net.URI;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.merchants.DemoSettings;
import dev.sluice.page.accounts.AccountsPanel;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.people.IdentityProvider;
import dev.sluice.testing.people.WithIdentityProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Signing in to the page by OpenID Connect, and out again. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class SignInTest extends WithIdentityProvider {

	private final URI gateway;

	SignInTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		var _ = PROVIDER.sendsBackTo("http://localhost:" + port);
	}

	@Test
	void signsInAtTheProviderGoesOverToLiveAndSignsOut() {
		somebody("ada", "payments-viewers");
		try (Chromium chromium = Chromium.launch(); Visit visit = Visit.to(this.gateway, chromium)) {
			Page page = visit.page();
			visit.go("?status=captured");
			signInAs("ada", page);

			assertThat(visit.connection()).hasText("Live");
			assertThat(page.locator("#merchant")).hasText("Demo merchant · Ada of ada, viewer");
			assertThat(page).hasURL(this.gateway + "?status=captured");
			assertThat(visit.button("Test payments")).isHidden();
			assertThat(visit.button("Accounts at processors")).isHidden();
			visit.screenshot("sign-in-viewer");

			Page other = visit.newTab();
			assertThat(other.locator("#connection")).hasText("Live");
			page.getByLabel("Mode", new Page.GetByLabelOptions().setExact(true)).selectOption("live");
			assertThat(visit.connection()).hasText("Live");
			assertThat(other.locator("#mode-choice")).hasValue("live");
			assertThat(other.locator("#connection")).hasText("Live");
			visit.screenshot("sign-in-live");

			visit.button("Sign out").click();
			assertThat(visit.heading("Sign in to Sluice")).isVisible();
			page.getByText("Sign in with Example ID").click();
			assertThat(page.getByPlaceholder("Username")).isVisible();
		}
	}

	@Test
	void closesTheAccountsOfTestModeWhenAnotherTabGoesOverToLive() {
		somebody("grace", "payments-admins");
		try (Chromium chromium = Chromium.launch(); Visit visit = Visit.to(this.gateway, chromium)) {
			AccountsPanel accounts = new AccountsPanel(this.gateway, Merchant.KEY, visit);
			accounts.makeAtBank("Of grace", "good", "\"enabled\": false");
			signInAs("grace", visit.page());
			assertThat(visit.connection()).hasText("Live");
			accounts.opener().click();
			assertThat(visit.button("Enable Of grace")).isVisible();

			Page other = visit.newTab();
			other.getByLabel("Mode", new Page.GetByLabelOptions().setExact(true)).selectOption("live");

			assertThat(accounts.root()).isHidden();
			assertThat(accounts.root()).isEmpty();
			assertThat(visit.page().locator("#mode-choice")).hasValue("live");
			accounts.opener().click();
			assertThat(visit.heading("No accounts in live mode yet")).isVisible();
			visit.screenshot("sign-in-accounts-live");
		}
	}

	@Test
	void saysWhySomebodyIsNotLetIn() {
		somebody("mallory", "others");
		try (Chromium chromium = Chromium.launch(); Visit visit = Visit.to(this.gateway, chromium)) {
			signInAs("mallory", visit.page());

			assertThat(visit.page().getByText("You are signed in there, but have no role here.")).isVisible();
			assertThat(visit.page()).hasURL(this.gateway.toString());
			visit.screenshot("sign-in-refused");
		}
	}

	private static void signInAs(String name, Page page) {
		page.getByText("Sign in with Example ID").click();
		page.getByPlaceholder("Username").fill(name);
		page.getByPlaceholder("Password").fill(IdentityProvider.PASSWORD);
		page.getByRole(AriaRole.BUTTON).first().click();
	}

	private static void somebody(String name, String role) {
		var _ = PROVIDER.knows(name, Map.of("name", "Ada of " + name, "roles", List.of(role), "merchant",
				DemoSettings.MERCHANT.toString(), "payment_modes", List.of("test", "live")));
	}

}
