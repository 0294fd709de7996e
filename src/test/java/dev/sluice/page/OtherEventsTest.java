package dev.sluice.page;

import java.net.URI;

import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Visit;
import dev.sluice.proof.destinations.Receiver;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What happens to something else than a payment is none of the page's business. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class OtherEventsTest {

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant owner;

	private final Merchant merchant;

	OtherEventsTest(@LocalServerPort int port, @Autowired DatabaseClient client) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.owner = TestMerchant.create(client);
		this.merchant = new Merchant(this.gateway, this.owner.apiKey());
	}

	@Test
	void leaveTheListAndTheOpenPaymentAsTheyAre() throws Exception {
		Visit visit = browser.visit(this.gateway);
		try (Receiver receiver = new Receiver().behaving((message) -> Receiver.Conduct.GONE)) {
			this.merchant.pays("first", "automatic");
			visit.signIn(this.owner.apiKey());
			visit.row("first").click();
			assertThat(visit.detail().locator(".sheet-reference")).hasText("first");
			var _ = this.merchant.posts("/v1/destinations",
					"{\"type\": \"webhook\", \"url\": \"%s\"}".formatted(receiver.url("/hook")));

			this.merchant.pays("second", "automatic");
			await().until(() -> this.merchant.reads("/v1/events?types=destination.disabled").path("data").size() == 1);
			this.merchant.pays("third", "automatic");

			assertThat(visit.row("third")).isVisible();
			assertThat(visit.rows()).hasCount(3);
			assertThat(visit.detail().locator(".sheet-reference")).hasText("first");
			assertThat(visit.connection()).hasText("Live");
		}
	}

}
