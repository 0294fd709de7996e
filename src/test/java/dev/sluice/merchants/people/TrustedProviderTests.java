package dev.sluice.merchants.people;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.testing.people.IdentityProvider;
import dev.sluice.testing.people.Wanderer;
import dev.sluice.testing.tls.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider whose certificate is of an authority that only the gateway's bundle knows.
 */
@SluiceTest
class TrustedProviderTests {

	private static final IdentityProvider PROVIDER;

	private static final TestAuthority AUTHORITY;

	static {
		try {
			AUTHORITY = TestAuthority.in(Files.createTempDirectory("authority-of-a-provider"));
			var _ = AUTHORITY.issue("provider", "localhost");
			PROVIDER = IdentityProvider.start(AUTHORITY);
		}
		catch (Exception ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@DynamicPropertySource
	static void signIn(DynamicPropertyRegistry properties) {
		properties.add("sluice.sign-in.issuer", PROVIDER::issuer);
		properties.add("sluice.sign-in.client-id", () -> IdentityProvider.CLIENT);
		properties.add("sluice.sign-in.client-secret", () -> IdentityProvider.SECRET);
		properties.add("sluice.sign-in.roles.viewer", () -> "payments-viewers");
		properties.add("sluice.sign-in.ssl-bundle", () -> "provider");
		properties.add("spring.ssl.bundle.pem.provider.truststore.certificate",
				() -> AUTHORITY.rootFile().toUri().toString());
	}

	@AfterAll
	static void end() {
		PROVIDER.close();
	}

	@Test
	void isAskedForAllThatItSaysByTlsThatTheBundleTrusts(@Autowired DatabaseClient database,
			@Autowired SslBundles bundles, @LocalServerPort int port) {
		String gateway = "http://localhost:" + port;
		TestMerchant merchant = TestMerchant.create(database);
		var _ = PROVIDER.sendsBackTo(gateway)
			.knows("ada", Map.of("name", "Ada", "roles", List.of("payments-viewers"), "merchant",
					new MerchantId(merchant.id()).toString()));
		Wanderer browser = new Wanderer(gateway,
				HttpClient.newBuilder().sslContext(bundles.getBundle("provider").createSslContext()));

		assertThat(browser.signIn("ada")).hasToString(gateway + "/");
		assertThat(browser.ask("GET", "/v1/session", "").statusCode()).isEqualTo(200);
	}

}
