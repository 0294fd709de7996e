package dev.sluice.http.server;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** What of an address is not to be read in the log. */
class LoggedAddressesTests {

	private final LoggedAddresses addresses = new LoggedAddresses(RouteTable.of(List.of(RouterFunctions.route()
		.GET("/v1/payments/{id}", (request) -> ServerResponse.ok().build())
		.GET("/returns/{secret}", (request) -> ServerResponse.ok().build())
		.build())));

	@ParameterizedTest
	@ValueSource(strings = { "/returns/a", "/returns/Xy_z-1?redirectResult=Xy_z-1", "/returns/%58y_z" })
	void doesNotShowSecrets(String address) {
		var request = MockServerHttpRequest.method(HttpMethod.GET, URI.create(address)).build();

		assertThat(this.addresses.of(request)).isEqualTo("GET /returns/{secret}");
		assertThat(this.addresses.mask(request, "Failed at GET \"" + address + "\" [Filter], and a"))
			.startsWith("Failed at GET \"/returns/{secret}")
			.endsWith("\" [Filter], and a")
			.doesNotContain("Xy", "y_z");
	}

	@Test
	void showsAllElseButNumbersOfCards() {
		var request = MockServerHttpRequest.get("/v1/payments/pay_1?at=4242424242424242").build();

		assertThat(this.addresses.of(request)).isEqualTo("GET /v1/payments/pay_1");
		assertThat(this.addresses.mask(request, "GET /v1/payments/pay_1?at=4242424242424242"))
			.startsWith("GET /v1/payments/pay_1?at=")
			.doesNotContain("4242424242424242");
	}

}
