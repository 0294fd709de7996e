package dev.sluice.http.address;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerInitializedEvent;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class OwnAddressTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.2, http://127.0.0.2:8443/pay/v1", "0.0.0.0, http://127.0.0.1:8443/pay/v1",
			"::, http://127.0.0.1:8443/pay/v1", "::1, http://[0:0:0:0:0:0:0:1]:8443/pay/v1" })
	void isOnTheAddressOfTheServer(String address, String expected) {
		ServerProperties server = new ServerProperties();
		server.setAddress(InetAddress.ofLiteral(address));

		assertThat(listening(server, "/pay").of("/v1")).isEqualTo(expected);
	}

	@Test
	void hasTheSchemeOfTheServer() {
		ServerProperties server = new ServerProperties();
		Ssl ssl = Ssl.forBundle("web");
		server.setSsl(ssl);
		assertThat(listening(server, null).of("/v1")).isEqualTo("https://127.0.0.1:8443/v1");
		assertThat(listening(server, null).shown("/v1")).isEqualTo("https://localhost:8443/v1");

		ssl.setEnabled(false);
		assertThat(listening(server, null).of("/v1")).isEqualTo("http://127.0.0.1:8443/v1");
	}

	@Test
	void isNobodyElses() throws Exception {
		ServerProperties server = new ServerProperties();
		server.setAddress(InetAddress.ofLiteral("::1"));
		OwnAddress address = listening(server, null);

		assertThat(address.isAt("::1", 8443)).isTrue();
		assertThat(address.isAt("0:0:0:0:0:0:0:1", 8443)).isTrue();
		assertThat(address.isAt("::1", 8444)).isFalse();
		assertThat(address.isAt("::2", 8443)).isFalse();
		assertThat(address.isAt("pay.example", 8443)).isFalse();
		assertThat(address.isAt(null, 8443)).isFalse();
	}

	@Test
	void isNoneBeforeTheServerListens() {
		OwnAddress address = new OwnAddress(new ServerProperties(), new WebFluxProperties());

		assertThatIllegalStateException().isThrownBy(() -> address.of("/"));
	}

	static OwnAddress listening(ServerProperties server, @Nullable String basePath) {
		WebFluxProperties webFlux = new WebFluxProperties();
		webFlux.setBasePath(basePath);
		OwnAddress address = new OwnAddress(server, webFlux);
		address.onApplicationEvent(new ReactiveWebServerInitializedEvent(new Listening(),
				new AnnotationConfigReactiveWebServerApplicationContext()));
		return address;
	}

	private static final class Listening implements WebServer {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public int getPort() {
			return 8443;
		}

	}

}
