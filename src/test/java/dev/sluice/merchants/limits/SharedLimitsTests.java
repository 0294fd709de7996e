package dev.sluice.merchants.limits;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.sluice.proof.Instance;
import dev.sluice.testing.redis.RedisServer;
import dev.sluice.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two gateways that count requests together, in a Redis that is spoken to over TLS. */
@EnabledIf(value = "dev.sluice.testing.redis.RedisServer#isInstalled", disabledReason = RedisServer.MISSING)
class SharedLimitsTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void aKeyHasOneLimitAtBothAndIsServedAlsoWithoutRedis(@TempDir Path folder) throws Exception {
		Certificate certificate = Certificate.make(folder);
		try (RedisServer redis = RedisServer.start(folder, "--tls-port", "PORT", "--tls-auth-clients", "no",
				"--tls-cert-file", certificate.chain(), "--tls-key-file", certificate.key(), "--tls-ca-cert-file",
				certificate.chain())) {
			TestDatabase database = TestDatabase.create();
			Map<String, String> settings = Map.of("sluice.limits.key-reads", "6", "sluice.limits.period", "10h",
					"sluice.limits.burst", "1", "sluice.limits.redis.url", "rediss://127.0.0.1:" + redis.port(),
					"sluice.limits.redis.ssl-bundle", "redis", "sluice.limits.redis.timeout", "5s",
					"spring.ssl.bundle.pem.redis.truststore.certificate", certificate.chain());
			try (Instance one = Instance.start(database, settings);
					Instance other = Instance.start(database, settings)) {
				await().until(() -> isShared(one) && isShared(other));
				for (int i = 0; i < 3; i++) {
					assertThat(read(one).statusCode()).isEqualTo(200);
					assertThat(read(other).statusCode()).isEqualTo(200);
				}
				assertThat(read(one).statusCode()).isEqualTo(429);
				assertThat(read(other).body()).contains("rate_limited");

				redis.kill();

				assertThat(read(one).statusCode()).isEqualTo(200);
				assertThat(isShared(one)).isFalse();
			}
		}
	}

	private static boolean isShared(Instance instance) {
		return instance.context().getBean(MeterRegistry.class).get("sluice.limits.shared").gauge().value() == 1;
	}

	private HttpResponse<String> read(Instance instance) throws IOException, InterruptedException {
		return this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + "/v1/currencies"))
				.header("Authorization", "Bearer sk_demo_sluice")
				.build(), BodyHandlers.ofString());
	}

	/** A certificate of 127.0.0.1 that nobody trusts yet, in two files. */
	private record Certificate(String chain, String key) {

		static Certificate make(Path folder) throws Exception {
			Path key = folder.resolve("key.pem");
			Path chain = folder.resolve("chain.pem");
			Process openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
					key.toString(), "-out", chain.toString(), "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
					"subjectAltName=IP:127.0.0.1")
				.redirectErrorStream(true)
				.redirectOutput(folder.resolve("openssl.txt").toFile())
				.start();
			assertThat(openssl.waitFor()).as(() -> folder.resolve("openssl.txt").toString()).isZero();
			assertThat(Files.exists(chain)).isTrue();
			return new Certificate(chain.toString(), key.toString());
		}

	}

}
