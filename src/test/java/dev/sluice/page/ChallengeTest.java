package dev.sluice.page;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Complaints;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a cardholder sees of 3-D Secure, and that the way back is not blocked. */
@SluiceTest
class ChallengeTest {

	private final int port;

	private final String payment = TypeId.write("pay", TypeId.next());

	ChallengeTest(@LocalServerPort int port) {
		this.port = port;
	}

	@Test
	void leadsTheCardholderBackToTheShop() throws Exception {
		assumeTrue(Chromium.isInstalled(), "No Chromium: the challenge was not tested in a browser");
		DisposableServer shop = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> response.header("Content-Type", "text/html")
				.sendString(Mono.just("<title>Shop</title>Thank you")))
			.bindNow();
		String back = "http://localhost:" + shop.port() + "/back?order=1";

		try (Chromium chromium = Chromium.launch(); BrowserContext context = chromium.browser().newContext()) {
			Complaints complaints = Complaints.of(context);
			Page page = context.newPage();
			page.navigate(challenge(back));
			assertThat(page).hasTitle("Approve this payment?");
			assertThat(page.getByText("19.99 EUR")).isVisible();
			assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve"))).hasCSS("cursor",
					"pointer");
			page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "challenge.png")));

			page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve")).click();

			page.waitForURL(back + "&payment=" + this.payment);
			assertThat(page.title()).isEqualTo("Shop");
			complaints.assertNone();
		}
		finally {
			shop.disposeNow();
		}
	}

	private String challenge(String returnUrl) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/simulator/v1/operations"))
			.header("Authorization", "Bearer sim_demo_secret")
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("""
					{"operation": "%s", "payment": "%s", "kind": "sale", "amount": 1999, "currency": "EUR",
					 "payment_method": "pm_card_3ds", "return_url": "%s"}"""
				.formatted(TypeId.write("op", TypeId.next()), this.payment, returnUrl)))
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			String answer = http.send(request, BodyHandlers.ofString()).body();
			return JsonMapper.shared().readTree(answer).path("url").asString();
		}
	}

}
