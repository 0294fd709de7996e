package dev.sluice.merchants.keys;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.testing.TestSecrets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that no key makes safe to repeat, most for a secret in their answer. */
@SluiceTest
class UnrepeatableRequestsTests {

	private final WebTestClient client;

	private final DatabaseClient database;

	private final TestMerchant merchant;

	UnrepeatableRequestsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.client = WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
		this.database = database;
		this.merchant = TestMerchant.create(database);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/api-keys", "/v1/api-keys/key_5fwh1chvzk98hbb3x39a211njt/rotate", "/v1/merchants",
			"/v1/destinations", "/v1/destinations/dst_5fwh1chvzk98hbb3x39a211njt/rotate", "/v1/processor-accounts",
			"/v1/merchants/mer_11qt5wkdxq8jcbz1zg7gvkpvkt/api-keys" })
	void doNotSeemToBeSafeToRepeat(String path) {
		long before = rows();

		this.client.post()
			.uri(path)
			.header("Authorization",
					"Bearer " + (path.contains("merchants") ? TestSecrets.OPERATOR_KEY : this.merchant.apiKey()))
			.header("Idempotency-Key", "once")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"name\": \"Till\"}")
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("idempotency_key_refused");

		assertThat(rows()).isEqualTo(before);
	}

	/** Whatever other tests do meanwhile is not counted. */
	private long rows() {
		return this.database.sql("select count(*) from merchants where name = 'Till'")
			.mapValue(Long.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

}
