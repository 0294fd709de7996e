package dev.sluice.proof.processors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway in demo mode finds its own simulator, and that finds the gateway, wherever
 * and however the server listens.
 */
class OwnAddressTests {

	private static final String PASSWORD = "changeit";

	private final TestDatabase database = TestDatabase.create();

	private WebClient http = WebClient.create();

	@TempDir
	private Path folder;

	@Test
	void isWhereTheServerListens() throws Exception {
		try (SluiceProcess gateway = start("--server.address=127.0.0.2")) {
			assertThatItWorks(gateway, "http://127.0.0.2:" + gateway.port());
		}
	}

	@Test
	void isTheLoopbackOfAServerThatListensEverywhere() throws Exception {
		try (SluiceProcess gateway = start("--server.address=0.0.0.0", "--spring.webflux.base-path=/pay")) {
			assertThatItWorks(gateway, "http://localhost:" + gateway.port() + "/pay");
		}
	}

	@Test
	void isSecureWhereTheServerHasABundle() throws Exception {
		KeyStore keys = keys();
		Path certificate = pem("CERTIFICATE", keys.getCertificate("sluice").getEncoded());
		Key key = keys.getKey("sluice", PASSWORD.toCharArray());
		Path privateKey = pem("PRIVATE KEY", key.getEncoded());
		try (SluiceProcess gateway = start("--server.ssl.bundle=web",
				"--spring.ssl.bundle.pem.web.keystore.certificate=" + certificate,
				"--spring.ssl.bundle.pem.web.keystore.private-key=" + privateKey)) {
			assertThatItWorks(gateway, "https://localhost:" + gateway.port());
		}
	}

	@Test
	void isSecureWhereTheServerHasAKeyStore() throws Exception {
		var _ = keys();
		try (SluiceProcess gateway = start("--server.ssl.key-store=" + store(),
				"--server.ssl.key-store-password=" + PASSWORD, "--server.address=127.0.0.2",
				"--spring.webflux.base-path=/pay")) {
			assertThatItWorks(gateway, "https://127.0.0.2:" + gateway.port() + "/pay");
		}
	}

	/** Its look-ups are far off, so that only its callback ends what is pending. */
	private SluiceProcess start(String... arguments) throws Exception {
		String[] all = Stream
			.concat(Stream.of("--server.port=0", "--sluice.demo.enabled=true",
					"--sluice.operations.recovery-interval=1h"), Stream.of(arguments))
			.toArray(String[]::new);
		return SluiceProcess.start(this.folder, this.database.arguments(all)).awaitOutput("Sluice is ready");
	}

	private void assertThatItWorks(SluiceProcess gateway, String shown) throws Exception {
		this.http = client(shown.replace("localhost", "127.0.0.1"));

		assertThat(pay("pm_card_visa").path("status").asString()).isEqualTo("captured");
		String challenge = pay("pm_card_3ds").path("next_action").path("url").asString();
		assertThat(challenge).startsWith(shown.replace("localhost", "127.0.0.1") + "/simulator/challenges/");
		assertThat(get(challenge)).contains("19.99 EUR");
		String pending = "/v1/payments/" + pay("pm_card_pending").path("id").asString();
		await().atMost(Patience.LONG)
			.pollInterval(Duration.ofMillis(200))
			.untilAsserted(() -> assertThat(get(pending)).contains("\"status\":\"captured\""));
		assertThat(gateway.output()).contains("The page    " + shown + "/");
	}

	private JsonNode pay(String card) {
		return Objects.requireNonNull(this.http.post()
			.uri("/v1/payments")
			.bodyValue(Map.of("amount", 1999, "currency", "EUR", "payment_method", card))
			.retrieve()
			.bodyToMono(JsonNode.class)
			.block(Patience.LONG));
	}

	private String get(String address) {
		return Objects
			.requireNonNull(this.http.get().uri(address).retrieve().bodyToMono(String.class).block(Patience.LONG));
	}

	private static WebClient client(String base) throws Exception {
		SslContext anybody = SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
		HttpClient client = HttpClient.newConnection().secure((spec) -> spec.sslContext(anybody));
		return WebClient.builder()
			.baseUrl(base)
			.defaultHeaders((headers) -> headers.setBearerAuth("sk_demo_sluice"))
			.clientConnector(new ReactorClientHttpConnector(client))
			.build();
	}

	/** Of a name that is not this machine's, signed by nobody else. */
	private KeyStore keys() throws Exception {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "sluice", "-keyalg", "EC", "-dname", "CN=pay.example", "-storetype", "PKCS12",
				"-keystore", store().toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("keytool.txt").toFile())
			.start();
		assertThat(keytool.waitFor()).as(Files.readString(this.folder.resolve("keytool.txt"))).isZero();
		return KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
	}

	private Path store() {
		return this.folder.resolve("keys.p12");
	}

	private Path pem(String kind, byte[] content) throws Exception {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return Files.writeString(this.folder.resolve(kind.replace(' ', '-') + ".pem"),
				"-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
	}

}
