package dev.sluice.page;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API, shown in a browser and tried out there. */
@SluiceTest
@TestPropertySource(properties = "spring.webflux.base-path=/pay")
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class DocsTest {

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	DocsTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/pay/");
	}

	@Test
	void makesAPaymentWithWhatItIsShown() {
		Visit visit = browser.visit(this.gateway);
		List<String> asked = new CopyOnWriteArrayList<>();
		visit.page().onRequest((request) -> asked.add(request.url()));
		visit.go("docs");
		Page page = visit.page();
		assertThat(page.locator(".opblock")).not().hasCount(0);

		page.locator(".btn.authorize").click();
		page.locator(".auth-container input").first().fill("sk_demo_sluice");
		page.locator(".auth-btn-wrapper button[type=submit]").first().click();
		page.locator(".btn-done").first().click();
		Locator create = page.locator("#operations-payments-createPayment");
		create.locator(".opblock-summary-control").click();
		create.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Execute")).click();

		assertThat(create.locator(".live-responses-table .response-col_status").last()).containsText("201");
		assertThat(create.locator(".live-responses-table")).containsText("captured");
		visit.screenshot("docs");
		assertThat(asked).isNotEmpty()
			.allMatch((url) -> url.startsWith(this.gateway.toString()) || url.startsWith("data:"));
	}

}
