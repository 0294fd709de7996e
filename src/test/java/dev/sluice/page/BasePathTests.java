package dev.sluice.page;

import java.net.URI;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Page;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The gateway below a path of a host that serves others too: every address has it. */
@SluiceTest
@TestPropertySource(properties = { "spring.webflux.base-path=/pay", "sluice.sign-in.issuer=http://localhost:1",
		"sluice.sign-in.client-id=sluice" })
class BasePathTests {

	private final URI host;

	private final WebTestClient http;

	BasePathTests(@LocalServerPort int port) {
		this.host = URI.create("http://localhost:" + port);
		this.http = WebTestClient.bindToServer()
			.baseUrl(this.host.toString())
			.defaultHeaders((headers) -> headers.setBearerAuth("sk_demo_sluice"))
			.build();
	}

	@Test
	void tellsWhereAPaymentIs() {
		String payment = location(post("/pay/v1/payments", terms("manual")));
		assertThat(payment).startsWith("/pay/v1/payments/pay_");
		assertThat(text(payment)).contains("\"status\":\"authorized\"");

		for (String operation : List.of("/captures", "/refunds")) {
			assertThat(location(post(payment + operation, "{}"))).isEqualTo(payment);
		}
		String other = location(post("/pay/v1/payments", terms("manual")));
		assertThat(location(post(other + "/voids", "{}"))).isEqualTo(other);
	}

	@Test
	void goesOnWithoutAProviderOfSignInThatIsDown() {
		for (String path : List.of("/pay/sign-in", "/pay/sign-in/callback?code=any&state=any")) {
			HttpHeaders sent = this.http.get()
				.uri(path)
				.exchange()
				.expectStatus()
				.isSeeOther()
				.returnResult(String.class)
				.getResponseHeaders();

			assertThat(sent.getLocation()).hasToString("/pay/#sign-in=sign_in_unreachable");
			assertThat(sent.getFirst("Set-Cookie")).containsPattern("; Path=/pay/sign-in(;|$)");
		}
	}

	@Test
	void givesItsCookieToNobodyElse() {
		HttpHeaders session = post("/pay/v1/session", "{\"api_key\": \"sk_demo_sluice\"}").getResponseHeaders();

		assertThat(session.getLocation()).hasToString("/pay/v1/session");
		assertThat(session.getFirst("Set-Cookie")).containsPattern("; Path=/pay(;|$)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/payments?limit=1", "/v1/events?after=0&limit=1" })
	void leadsToTheNextPage(String page) {
		for (int i = 0; i < 3; i++) {
			var _ = post("/pay/v1/payments", terms("automatic"));
		}
		String next = JsonPath.read(text("/pay" + page), "$.next");
		@Nullable String link = this.http.get()
			.uri("/pay" + page)
			.exchange()
			.returnResult(String.class)
			.getResponseHeaders()
			.getFirst("Link");

		assertThat(next).startsWith("/pay/v1/");
		assertThat(link).startsWith("</pay/v1/");
		assertThat(text(next)).contains("\"data\":[{");
		assertThat(JsonPath.<String>read(text(next), "$.next")).startsWith("/pay/v1/");
	}

	@Test
	void leadsToTheNextEventsOfAPayment() {
		String payment = location(post("/pay/v1/payments", terms("automatic")));

		String next = JsonPath.read(text(payment + "/events?limit=1"), "$.next");

		assertThat(next).startsWith(payment + "/events?");
		assertThat(text(next)).contains("\"data\":[{");
	}

	@Test
	@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
	void servesThePage() {
		try (Chromium chromium = Chromium.launch(); Visit visit = Visit.to(this.host.resolve("/pay/"), chromium)) {
			visit.signIn();
			Page page = visit.page();
			assertThat(visit.connection()).hasText("Live");
			String payment = location(post("/pay/v1/payments", terms("automatic")));
			String id = payment.substring(payment.lastIndexOf('/') + 1);

			assertThat(visit.row("order-below")).not().hasCount(0);
			visit.go("?payment=" + id);
			assertThat(page.getByText("Captured").first()).isVisible();
			assertThat(page.locator("#empty code")).containsText("/pay/v1/payments");
			visit.screenshot("base-path");
		}
	}

	private EntityExchangeResult<String> post(String path, String body) {
		return this.http.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(String.class)
			.returnResult();
	}

	private String text(String path) {
		return String.valueOf(this.http.get()
			.uri(this.host.resolve(path))
			.accept(MediaType.APPLICATION_JSON)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private static String location(EntityExchangeResult<String> answer) {
		return String.valueOf(answer.getResponseHeaders().getLocation());
	}

	private static String terms(String capture) {
		return "{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\", \"capture\": \"%s\", \"reference\": \"order-below\"}"
			.formatted(capture);
	}

}
