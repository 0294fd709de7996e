package dev.sluice.payments;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.RawHttp.Answer;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Captures, refunds and voids without a word, in each way in which HTTP clients leave a
 * body out. Generated ones name a content type also where they send nothing.
 */
@SluiceTest
class BodilessRequestTests {

	private static final String JSON = "Content-Type: application/json\r\n";

	private static final String LENGTH = "Content-Length: %d\r\n\r\n%s";

	private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

	private static final String EMPTY = LENGTH.formatted(0, "");

	private static final String NO_CHUNKS = CHUNKED + "0\r\n\r\n";

	private static final String BRACES = JSON + LENGTH.formatted(2, "{}");

	private final RawHttp gateway;

	private final Shop shop;

	BodilessRequestTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.gateway = new RawHttp(port);
		this.shop = Shop.open(database, port);
	}

	static Stream<String> nothing() {
		return Stream.of(JSON + EMPTY, JSON + "\r\n", JSON + NO_CHUNKS,
				"Content-Type: application/json; charset=utf-8\r\n" + EMPTY, EMPTY, "\r\n", NO_CHUNKS, BRACES,
				JSON + CHUNKED + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
	}

	@ParameterizedTest
	@MethodSource("nothing")
	void takesAllThatIsLeftWhereNothingIsSaid(String rest) {
		String sold = this.shop.pay("manual", "pm_card_visa");
		String released = this.shop.pay("manual", "pm_card_visa");

		assertThat(read(ask(sold, "captures", rest).body(), "$.amount_captured")).isEqualTo("100");
		assertThat(read(ask(sold, "refunds", rest).body(), "$.amount_refunded")).isEqualTo("100");
		assertThat(read(ask(released, "voids", rest).body(), "$.status")).isEqualTo("voided");
	}

	@Test
	void takesNothingAndAnEmptyObjectForTheSameRequest() {
		String payment = this.shop.pay("manual", "pm_card_visa");
		String key = "Idempotency-Key: " + UUID.randomUUID() + "\r\n";
		String first = ask(payment, "captures", key + BRACES).body();

		assertThat(nothing()).allSatisfy((rest) -> {
			Answer again = ask(payment, "captures", key + rest);
			assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
			assertThat(again.body()).isEqualTo(first);
		});
	}

	static Stream<String> other() {
		return Stream.of("Content-Type: text/plain\r\n" + LENGTH.formatted(2, "{}"),
				"Content-Type: text/plain\r\n" + EMPTY, "Content-Type: json\r\n" + EMPTY,
				"Content-Type: application/x-www-form-urlencoded\r\n" + NO_CHUNKS, LENGTH.formatted(2, "{}"),
				CHUNKED + "2\r\n{}\r\n0\r\n\r\n");
	}

	@ParameterizedTest
	@MethodSource("other")
	void refusesABodyOfAnotherTypeOrOfNone(String rest) {
		String payment = this.shop.pay("manual", "pm_card_visa");

		for (String operation : new String[] { "captures", "refunds", "voids" }) {
			Answer answer = send("/v1/payments/" + payment + "/" + operation, rest);

			assertThat(answer.status()).isEqualTo(415);
			assertThat(read(answer.body(), "$.code")).isEqualTo("unsupported_media_type");
		}
	}

	@Test
	void makesNoPaymentOfNothing() {
		for (String rest : new String[] { JSON + EMPTY, JSON + "\r\n", JSON + NO_CHUNKS }) {
			Answer answer = send("/v1/payments", rest);

			assertThat(answer.status()).isEqualTo(400);
			assertThat(read(answer.body(), "$.code")).isEqualTo("body_missing");
		}
	}

	private Answer ask(String payment, String operation, String rest) {
		Answer answer = send("/v1/payments/" + payment + "/" + operation, rest);
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return answer;
	}

	/** Also says how long it waits, so that a slow machine does not matter. */
	private Answer send(String path, String rest) {
		String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nPrefer: wait=30\r\nAuthorization: Bearer %s\r\n"
			.formatted(path, this.shop.merchant().apiKey());
		return this.gateway.send((head + rest).getBytes(StandardCharsets.UTF_8));
	}

}
