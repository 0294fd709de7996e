package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.values.RawJson;
import io.r2dbc.spi.R2dbcException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A database that gives a batch up, as it does with one of two that are in each other's
 * way.
 */
@SluiceTest
class RolledBackBatchTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** A sequence is what a rollback leaves as it is. */
	private static final String COUNT = "create sequence times_tried";

	private static final String GIVE_UP = """
			create function give_up() returns trigger language plpgsql as $$
			begin
			  if nextval('times_tried') <= {times} then
			    raise exception 'deadlock detected' using errcode = '40P01';
			  end if;
			  return new;
			end $$""";

	private static final String ON = """
			create trigger gives_up before insert on journal for each row when (new.merchant_id = '{merchant}')
			execute function give_up()""";

	@Autowired
	private Journal journal;

	@Autowired
	private DatabaseClient database;

	private final UUID merchant = UUID.randomUUID();

	@AfterEach
	void giveUpNoMore() {
		run("drop trigger gives_up on journal");
		run("drop function give_up");
		run("drop sequence times_tried");
	}

	@Test
	void isAskedOnceMore() {
		giveUp(this.merchant, 1);

		assertThat(append().block(PATIENCE)).isEqualTo(1);
		assertThat(timesTried()).isEqualTo(2);
	}

	@Test
	void isTakenAtItsWordTheSecondTime() {
		giveUp(this.merchant, 2);

		assertThatExceptionOfType(R2dbcException.class).isThrownBy(() -> append().block(PATIENCE))
			.satisfies((error) -> assertThat(error.getSqlState()).isEqualTo("40P01"));
		assertThat(timesTried()).isEqualTo(2);
		assertThat(append().block(PATIENCE)).isEqualTo(1);
	}

	@Test
	void isToldToTheCallerAsSomethingToTryAgain(@LocalServerPort int port) {
		TestMerchant caller = TestMerchant.create(this.database);
		giveUp(caller.id(), 2);

		WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.build()
			.post()
			.uri("/v1/payments")
			.headers((headers) -> headers.setBearerAuth(caller.apiKey()))
			.bodyValue(Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa"))
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.exists("Retry-After");
		assertThat(caller.rows(this.database, "payments")).isZero();
	}

	private void giveUp(UUID whose, int times) {
		run(COUNT);
		run(GIVE_UP.replace("{times}", Integer.toString(times)));
		run(ON.replace("{merchant}", whose.toString()));
	}

	private void run(String sql) {
		this.database.sql(sql).then().block(PATIENCE);
	}

	private long timesTried() {
		return this.database.sql("select last_value from times_tried")
			.mapValue(Long.class)
			.one()
			.blockOptional(PATIENCE)
			.orElseThrow();
	}

	private Mono<Long> append() {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		return this.journal.append(
				new Append<>(this.merchant, UUID.randomUUID(), 1, "test.happened", Instant.EPOCH, json, json, "state"),
				Subjects.ACCEPTED);
	}

}
