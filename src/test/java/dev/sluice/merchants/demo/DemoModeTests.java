package dev.sluice.merchants.demo;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** In demo mode the page is told a key that works. */
@SluiceTest
class DemoModeTests {

	private final WebTestClient http;

	DemoModeTests(@LocalServerPort int port) {
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.build();
	}

	@Test
	void tellsThePageItsKey() {
		this.http.get().uri("/demo").exchange().expectStatus().isOk().expectBody().json("""
				{"enabled": true, "api_key": "sk_demo_sluice"}""");
	}

	@Test
	void tellsThePageWhoseKeyItIs() {
		String session = this.http.post()
			.uri("/v1/session")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"api_key\": \"sk_demo_sluice\"}")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		String merchant = JsonMapper.shared().readTree(session).at("/merchant/id").asString();

		this.http.get().uri("/demo").exchange().expectBody().jsonPath("$.merchant_id").isEqualTo(merchant);
	}

	@Test
	void acceptsItsKey() {
		this.http.get()
			.uri("/v1/payments")
			.headers((headers) -> headers.setBearerAuth("sk_demo_sluice"))
			.exchange()
			.expectStatus()
			.isOk();
	}

}
