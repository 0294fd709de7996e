package dev.sluice.feed;

import java.time.Duration;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** How many streams there may be. */
@SluiceTest
@TestPropertySource(properties = { "sluice.feed.max-streams-per-merchant=2", "sluice.feed.max-streams=3" })
class StreamLimitsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@LocalServerPort
	private int port;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private MeterRegistry meters;

	@Test
	void turnsAwayOneStreamTooManyAndTakesAnotherWhenOneHasLeft() throws Exception {
		TestMerchant other = TestMerchant.create(this.database);
		TestMerchant third = TestMerchant.create(this.database);
		SseReader first = SseReader.open(this.port, "", null);
		SseReader second = SseReader.open(this.port, "", null);
		assertThat(second.response().statusCode()).isEqualTo(200);

		assertRefused("sk_demo_sluice", 429, "too_many_streams");

		try (SseReader othersFirst = SseReader.openAs(this.port, other.apiKey())) {
			assertThat(othersFirst.response().statusCode()).isEqualTo(200);

			assertRefused(third.apiKey(), 503, "overloaded");

			first.close();
			second.close();
			awaitStreams(1);
			try (SseReader again = SseReader.open(this.port, "", null)) {
				assertThat(again.response().statusCode()).isEqualTo(200);
			}
		}
		awaitStreams(0);
	}

	private void assertRefused(String key, int status, String code) {
		WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + this.port)
			.build()
			.get()
			.uri("/v1/events")
			.header("Authorization", "Bearer " + key)
			.header("Accept", "text/event-stream")
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.exists("Retry-After")
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo(code);
	}

	private void awaitStreams(int count) {
		Boolean _ = Mono.fromSupplier(() -> this.meters.get("sluice.feed.streams").gauge().value() == count)
			.filter(Boolean::booleanValue)
			.repeatWhenEmpty((again) -> again.delayElements(Duration.ofMillis(50)))
			.block(PATIENCE);
	}

}
