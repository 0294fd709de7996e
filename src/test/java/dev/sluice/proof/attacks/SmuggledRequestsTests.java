package dev.sluice.proof.attacks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A payment hidden in the body of another request: wherever two readers could differ
 * about where that ends, it is refused and the connection ended.
 */
@SluiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmuggledRequestsTests {

	private static final String TERMS = "{\"amount\":1,\"currency\":\"EUR\",\"payment_method\":\"pm_card_visa\"}";

	private final DatabaseClient database;

	private final TestMerchant merchant;

	private final RawHttp http;

	SmuggledRequestsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.merchant = TestMerchant.create(database);
		this.http = new RawHttp(port);
	}

	@AfterAll
	void nothingWasPaid() {
		assertThat(this.merchant.rows(this.database, "payments")).isZero();
	}

	static Stream<String> twoMeanings() {
		return Stream.of("Content-Length: 5\r\nTransfer-Encoding: chunked",
				"Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 6",
				"Content-Length: 5, 6", "Content-Length: +5", "Content-Length: 5 5", "Content-Length: 0x5",
				"Content-Length: 5\r\nTransfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity",
				"Transfer-Encoding: xchunked", "Transfer-Encoding : chunked", "Transfer-Encoding:\u000bchunked",
				"Transfer-Encoding: \u0000chunked", "Content-Length : 5", "Content\u0000-Length: 5",
				"X: y\nTransfer-Encoding: chunked\r\nContent-Length: 5");
	}

	@ParameterizedTest
	@MethodSource("twoMeanings")
	void areNotReadWhereItIsNotSureWhereARequestEnds(String framing) {
		for (String method : List.of("GET", "POST")) {
			RawHttp.Answer answer = this.http.send(bytes(head(method, framing) + "0\r\n\r\n" + payment()));

			assertThat(answer.status()).as(answer.body()).isIn(400, 415, 501);
			assertThat(answer.header("Connection")).isEqualToIgnoringCase("close");
			assertThat(answer.body()).doesNotContain("HTTP/1.1");
		}
	}

	static Stream<String> brokenChunks() {
		return Stream.of("x\r\n", "-1\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "fffffffffffffffff\r\n",
				"5 5\r\nhello\r\n0\r\n\r\n", "2\r\nhello\r\n0\r\n\r\n", "\r\n0\r\n\r\n");
	}

	@ParameterizedTest
	@MethodSource("brokenChunks")
	void areNotReadBehindChunksThatAreBroken(String chunks) {
		RawHttp.Answer answer = this.http.send(bytes(head("POST", "Transfer-Encoding: chunked") + chunks + payment()));

		assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
		assertThat(answer.body()).doesNotContain("HTTP/1.1");
	}

	/** The body is broken before anybody reads it: its key is still being looked up. */
	@ParameterizedTest
	@MethodSource("brokenChunks")
	void areAnsweredWhereTheCallerIsNotKnownYet(String chunks) {
		TestMerchant stranger = TestMerchant.create(this.database);
		String request = head("POST", "Transfer-Encoding: chunked").replace(this.merchant.apiKey(), stranger.apiKey());

		RawHttp.Answer answer = this.http.send(bytes(request + chunks + payment()));

		assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
		assertThat(answer.header("Connection")).isEqualToIgnoringCase("close");
		assertThat(stranger.rows(this.database, "payments")).isZero();
	}

	@Test
	void areBodiesWhereTheyAreFramedAsSuch() {
		String payment = payment();

		RawHttp.Answer answer = this.http
			.send(bytes(head("GET", "Connection: close\r\nContent-Length: " + payment.length()) + payment));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).doesNotContain("HTTP/1.1");
	}

	@Test
	void areNoTrailersEither() {
		RawHttp.Answer answer = this.http.send(bytes(head("POST", "Connection: close\r\nTransfer-Encoding: chunked")
				+ "2\r\n{}\r\n0\r\nAuthorization: Bearer sk_demo_sluice\r\nContent-Length: 500\r\n\r\n"));

		assertThat(answer.status()).isBetween(400, 499);
	}

	private String head(String method, String framing) {
		return "%s /v1/payments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%s\r\n\r\n"
			.formatted(method, this.merchant.apiKey(), framing);
	}

	private String payment() {
		return head("POST", "Connection: close\r\nContent-Length: " + TERMS.length()) + TERMS;
	}

	private static byte[] bytes(String request) {
		return request.getBytes(StandardCharsets.ISO_8859_1);
	}

}
