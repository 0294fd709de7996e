package dev.sluice.merchants.people;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** To where a provider sends people back. */
class PageAddressTests {

	@ParameterizedTest
	@CsvSource({ "http://localhost:8080/sign-in?a=b, '', http://localhost:8080/sign-in/callback",
			"https://pay.example.com/pay/sign-in, /pay, https://pay.example.com/pay/sign-in/callback" })
	void isWhereRequestsComeTo(String asked, String base, String callback) {
		assertThat(
				new PageAddress(settings("https://id.example.com", null)).of(request(asked, base), "/sign-in/callback"))
			.isEqualTo(callback);
	}

	@Test
	void isWhereItIsSaidToBe() {
		assertThat(new PageAddress(settings("https://id.example.com", "https://pay.example.com/pay/"))
			.of(request("http://10.0.0.1:8080/sign-in", ""), "/sign-in/callback"))
			.isEqualTo("https://pay.example.com/pay/sign-in/callback");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://id.example.com", "https://id.example.com/?a=b", "id.example.com",
			"https://user@id.example.com", "file:///etc/passwd" })
	void trustsNoProviderThatAnybodyCouldPretendToBe(String issuer) {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(issuer, null))
			.withMessageContaining("sluice.sign-in.issuer");
	}

	private static ServerRequest request(String asked, String base) {
		return ServerRequest.create(MockServerWebExchange.from(MockServerHttpRequest.get(asked).contextPath(base)),
				HandlerStrategies.withDefaults().messageReaders());
	}

	private static SignInSettings settings(String issuer, @Nullable String page) {
		return new SignInSettings(URI.create(issuer), "sluice", "", "Example ID", Set.of("openid"),
				SignatureAlgorithm.RS256, (page != null) ? URI.create(page) : null, null, Duration.ofSeconds(1),
				Duration.ofHours(1));
	}

}
