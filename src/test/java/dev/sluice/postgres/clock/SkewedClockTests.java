package dev.sluice.postgres.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** An instance whose own clock is eight days ahead: nothing ends before its time. */
@SluiceTest
@TestPropertySource(properties = { "sluice.housekeeping.interval=100ms", "sluice.housekeeping.lease=1ms",
		"sluice.journal.retention=7d", "sluice.journal.retention-interval=100ms", "sluice.clock.check-interval=100ms",
		"sluice.operations.recovery-interval=100ms" })
class SkewedClockTests {

	private static final Duration AHEAD = Duration.ofDays(8);

	private final DatabaseClient database;

	private final ClockDifference difference;

	private final Shop shop;

	SkewedClockTests(@Autowired DatabaseClient database, @Autowired ClockDifference difference,
			@LocalServerPort int port) {
		this.database = database;
		this.difference = difference;
		this.shop = Shop.open(database, port);
	}

	@Test
	void chargesOnceForOneKey() {
		String first = pay();
		letJobsRun();

		assertThat(read(pay(), "$.id")).isEqualTo(read(first, "$.id"));
		assertThat(this.shop.merchant().rows(this.database, "operations")).isEqualTo(1);
	}

	@Test
	void expiresNoAuthorization() {
		String id = this.shop.pay("manual", "pm_card_visa");
		letJobsRun();

		assertThat(read(this.shop.show(id), "$.status")).isEqualTo("authorized");
		assertThat(read(this.shop.show(id), "$.available_actions.capture")).isEqualTo("100");
	}

	@Test
	void purgesNothing() {
		String id = this.shop.pay("automatic", "pm_card_visa");
		letJobsRun();

		assertThat(this.shop.merchant().rows(this.database, "journal")).isEqualTo(2);
		assertThat(id).isNotEmpty();
	}

	@Test
	void tellsThatItsClockIsWrong() {
		Awaitility.await().atMost(Patience.LONG).until(this.difference::isTooLarge);
	}

	/** Others find by their time what this one wrote. */
	@Test
	void writesTheTimeThatAllShare() {
		String payment = this.shop.create("automatic", "pm_card_visa", "wait=30", 201);

		assertThat(Instant.parse(read(payment, "$.created_at"))).isBefore(Instant.now().plusSeconds(60));
		assertThat(PaymentId.read(read(payment, "$.id")).orElseThrow().value())
			.isLessThan(TypeId.first(Instant.now().plusSeconds(60)));
	}

	/** Each of them some times. */
	private static void letJobsRun() {
		Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
	}

	private String pay() {
		return String.valueOf(this.shop.http()
			.post()
			.uri("/v1/payments")
			.header("Idempotency-Key", "the-only-one")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Shop.terms("automatic", "pm_card_visa"))
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	@TestConfiguration
	static class Ahead {

		@Bean
		@Primary
		OwnTime ahead() {
			return new OwnTime(InstantSource.offset(InstantSource.system(), AHEAD), System::nanoTime);
		}

	}

}
