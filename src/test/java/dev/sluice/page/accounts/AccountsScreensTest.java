package dev.sluice.page.accounts;

import java.net.URI;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.ColorScheme;
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

/** How the panel of a merchant's accounts looks, and the button that opens it. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class AccountsScreensTest {

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant owner;

	private Visit visit;

	private AccountsPanel accounts;

	AccountsScreensTest(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.owner = TestMerchant.create(database);
	}

	@BeforeEach
	void visit() {
		this.visit = browser.visit(this.gateway);
		this.accounts = new AccountsPanel(this.gateway, this.owner.apiKey(), this.visit);
	}

	@Test
	void fitsEveryScreenInLightAndDark() {
		this.accounts.open(this.owner.apiKey());
		assertThat(this.visit.heading("No accounts in test mode yet")).isVisible();
		Screens.look(this.visit, "accounts-none");
		this.accounts.makeAtStripe("Stripe, Europe",
				"""
						"routing": {"currencies": ["EUR", "GBP"], "amount_gte": 100, "amount_lte": 500000}, "webhook_secret": "whsec_%s\""""
					.formatted("a".repeat(20)));
		this.accounts.makeAtBank("A very long name of an account at a bank that somebody has thought of one evening",
				"revoked", "");
		this.accounts.makeAtBank("Third", "good",
				"\"enabled\": false, \"routing\": {\"currencies\": [\"KWD\"], \"amount_lte\": 12345678}");
		this.visit.press("Escape");
		this.accounts.opener().click();
		this.accounts.check("Stripe, Europe").click();
		assertThat(this.accounts.result("Stripe, Europe")).containsText("Works");
		Screens.look(this.visit, "accounts");
		this.visit.button("Disable Stripe, Europe").click();

		Screens.look(this.visit, "accounts-disable");
	}

	@Test
	void isUsedOnAPhone() {
		this.accounts.makeAtStripe("Stripe, Europe",
				"\"routing\": {\"currencies\": [\"EUR\"], \"amount_lte\": 500000}");
		Visit phone = browser.visitByPhone(this.gateway);
		AccountsPanel panel = new AccountsPanel(this.gateway, this.owner.apiKey(), phone);
		phone.page().setViewportSize(390, 844);
		panel.open(this.owner.apiKey());
		panel.check("Stripe, Europe").click();
		assertThat(panel.result("Stripe, Europe")).containsText("Works");
		phone.screenshot("accounts-390");
		phone.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
		phone.button("Disable Stripe, Europe").click();
		phone.screenshot("accounts-390-dark");

		assertThat(phone.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
	}

	@Test
	void leavesRoomInTheBar() {
		this.visit.signIn();
		for (int width : new int[] { 320, 360, 390, 780, 1280 }) {
			this.visit.page().setViewportSize(width, 740);
			var _ = this.visit.page()
				.evaluate("document.querySelector('#connection-word').textContent = 'Reconnecting'");

			this.visit.screenshot("accounts-bar-" + width);
			assertThat(this.visit.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
			assertThat(this.visit.button("Sign out")).isInViewport(new IsInViewportOptions().setRatio(1));
		}
	}

}
