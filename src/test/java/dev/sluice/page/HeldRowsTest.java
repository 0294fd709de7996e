package dev.sluice.page;

import java.net.URI;

import com.microsoft.playwright.options.BoundingBox;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** No row moves away under whoever is about to open it. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class HeldRowsTest {

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant owner;

	private final Merchant merchant;

	private Visit visit;

	HeldRowsTest(@LocalServerPort int port, @Autowired DatabaseClient client) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.owner = TestMerchant.create(client);
		this.merchant = new Merchant(this.gateway, this.owner.apiKey());
	}

	@BeforeEach
	void open() {
		this.visit = browser.visit(this.gateway);
	}

	@AfterEach
	void takeAPicture(TestInfo test) {
		this.visit.screenshot(test.getTestMethod().orElseThrow().getName());
	}

	@Test
	void opensWhatThePointerAimedAtHoweverManyArrive() {
		this.merchant.pays("aimed at", "automatic");
		this.visit.signIn(this.owner.apiKey());
		BoundingBox aim = this.visit.row("aimed at").boundingBox();
		double x = aim.x + (aim.width / 3);
		double y = aim.y + (aim.height / 2);
		this.visit.page().mouse().move(x, y);

		arrive(3);
		assertThat(this.visit.button("↑ 3 new payments")).isVisible();
		this.visit.page().mouse().click(x, y);

		assertThat(this.visit.detail().locator(".sheet-reference")).hasText("aimed at");
	}

	@Test
	void showsWhatWaitedWhenThePointerIsGone() {
		this.merchant.pays("aimed at", "automatic");
		this.visit.signIn(this.owner.apiKey());
		this.visit.row("aimed at").hover();
		arrive(2);
		assertThat(this.visit.button("↑ 2 new payments")).isVisible();
		assertThat(this.visit.rows()).hasCount(1);

		this.visit.heading("Payments").hover();

		assertThat(this.visit.rows()).hasCount(3);
		assertThat(this.visit.button("↑ 2 new payments")).isHidden();
	}

	@Test
	void showsWhatWaitedToWhoeverAsksForIt() {
		this.merchant.pays("aimed at", "automatic");
		this.visit.signIn(this.owner.apiKey());
		this.visit.row("aimed at").hover();
		arrive(1);

		this.visit.button("↑ 1 new payment").click();

		assertThat(this.visit.rows()).hasCount(2);
	}

	@Test
	void keepsARowThatNoLongerMatchesForAsLongAsThePointerIsThere() {
		JsonNode leaving = this.merchant.pays(1234, "EUR", "pm_card_visa", "leaving", "manual");
		var _ = this.merchant.pays(1234, "EUR", "pm_card_visa", "staying", "manual");
		this.visit.go("?status=authorized");
		this.visit.signIn(this.owner.apiKey());
		this.visit.row("leaving").hover();

		var _ = this.merchant.operates(leaving, "captures", "{}");
		var _ = this.merchant.pays(1234, "EUR", "pm_card_visa", "arriving", "manual");
		assertThat(this.visit.button("↑ 1 new payment")).isVisible();
		assertThat(this.visit.rows()).hasCount(2);
		this.visit.heading("Payments").hover();

		assertThat(this.visit.row("leaving")).hasCount(0);
		assertThat(this.visit.row("arriving")).hasCount(1);
	}

	@Test
	void holdsStillForTheKeyboardUntilItAsksForTheNewest() {
		this.merchant.pays("aimed at", "automatic");
		this.visit.signIn(this.owner.apiKey());
		this.visit.press("j");
		assertThat(this.visit.row("aimed at").locator("a")).isFocused();

		arrive(2);
		assertThat(this.visit.button("↑ 2 new payments")).isVisible();
		assertThat(this.visit.references()).containsExactly("aimed at");
		this.visit.press("g");

		assertThat(this.visit.row("arrival 2").locator("a")).isFocused();
		assertThat(this.visit.rows()).hasCount(3);
	}

	private void arrive(int many) {
		for (int number = 1; number <= many; number++) {
			this.merchant.pays("arrival " + number, "automatic");
		}
	}

}
