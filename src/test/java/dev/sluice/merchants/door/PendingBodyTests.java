package dev.sluice.merchants.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of a request that is still being sent when its caller is let in no more.
 */
@SluiceTest
class PendingBodyTests {

	private static final String COOKIE = "sluice_session";

	private static final String REFUND = "{\"amount\": 40}";

	private final DatabaseClient database;

	private final Shop shop;

	private final Socket socket;

	PendingBodyTests(@Autowired DatabaseClient database, @LocalServerPort int port) throws IOException {
		this.database = database;
		this.shop = Shop.open(database, port);
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(Math.toIntExact(Patience.LONG.toMillis()));
	}

	@AfterEach
	void hangUp() throws IOException {
		this.socket.close();
	}

	@Test
	void refundsNothingThatIsWholeAfterItsKeyWasRevoked() throws IOException {
		String id = this.shop.pay("automatic", "pm_card_visa");
		String another = this.shop.merchant().anotherKey(this.database, "test", "payments:read");
		begin("/v1/payments/" + id + "/refunds", REFUND, byKey());

		this.shop.merchant().revokeKey(this.database);
		await().until(() -> status(byKey()) == 401);
		send(REFUND.substring(1));

		assertThat(answer()).startsWith("HTTP/1.1 401").contains("\"code\":\"invalid_api_key\"");
		assertThat(Shop.read(show(id, another), "$.amount_refunded")).isEqualTo("0");
	}

	@Test
	void waitsForNoMoreOfABodyWhenItsKeyIsRevoked() throws IOException {
		begin("/v1/payments", Shop.terms("automatic", "pm_card_visa"), byKey());

		this.shop.merchant().revokeKey(this.database);

		assertThat(answer()).startsWith("HTTP/1.1 401").contains("\"code\":\"invalid_api_key\"");
	}

	@Test
	void takesNoPaymentOfAMerchantThatIsDisabledMeanwhile() throws IOException {
		String payment = Shop.terms("automatic", "pm_card_visa");
		begin("/v1/payments", payment, byKey());

		this.database.sql("update merchants set enabled = false where merchant_id = $1")
			.bind(0, this.shop.merchant().id())
			.then()
			.block();
		await().until(() -> status(byKey()) == 403);
		send(payment.substring(1));

		assertThat(answer()).startsWith("HTTP/1.1 403").contains("\"code\":\"merchant_disabled\"");
		assertThat(this.shop.merchant().rows(this.database, "payments")).isZero();
	}

	@Test
	void takesNoPaymentOfASessionThatHasEndedMeanwhile() throws IOException {
		String payment = Shop.terms("automatic", "pm_card_visa");
		String session = HttpHeaders.COOKIE + ": " + COOKIE + "=" + signIn();
		begin("/v1/payments", payment, session + "\r\nSec-Fetch-Site: same-origin");

		this.shop.gateway()
			.delete()
			.uri("/v1/session")
			.header(HttpHeaders.COOKIE, session.substring(session.indexOf(' ') + 1))
			.header("Sec-Fetch-Site", "same-origin")
			.exchange()
			.expectStatus()
			.isNoContent();
		send(payment.substring(1));

		assertThat(answer()).startsWith("HTTP/1.1 401").contains("\"code\":\"session_ended\"");
		assertThat(this.shop.merchant().rows(this.database, "payments")).isZero();
	}

	@Test
	void mindsNothingThatBecomesOfOthers() throws IOException {
		String payment = Shop.terms("automatic", "pm_card_visa");
		begin("/v1/payments", payment, byKey());
		Shop other = Shop.open(this.database, this.socket.getPort());

		other.merchant().revokeKey(this.database);
		await().until(() -> status("Authorization: Bearer " + other.merchant().apiKey()) == 401);
		send(payment.substring(1));

		assertThat(answer()).startsWith("HTTP/1.1 201");
	}

	/** Sends the first byte of a body, once somebody reads it. */
	private void begin(String path, String body, String caller) throws IOException {
		send("""
				POST %s HTTP/1.1\r
				Host: localhost\r
				%s\r
				Connection: close\r
				Expect: 100-continue\r
				Content-Type: application/json\r
				Content-Length: %d\r
				\r
				""".formatted(path, caller, body.length()));
		StringBuilder reads = new StringBuilder();
		while (!reads.toString().endsWith("\r\n\r\n")) {
			reads.append((char) this.socket.getInputStream().read());
		}
		assertThat(reads).startsWith("HTTP/1.1 100");
		send(body.substring(0, 1));
	}

	private void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private String answer() throws IOException {
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private String byKey() {
		return "Authorization: Bearer " + this.shop.merchant().apiKey();
	}

	private int status(String caller) {
		String[] header = caller.split(": ", 2);
		return this.shop.gateway()
			.get()
			.uri("/v1/payments")
			.header(header[0], header[1])
			.exchange()
			.returnResult(Void.class)
			.getStatus()
			.value();
	}

	private String show(String id, String key) {
		return String.valueOf(this.shop.gateway()
			.get()
			.uri("/v1/payments/" + id)
			.headers((headers) -> headers.setBearerAuth(key))
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private String signIn() {
		ResponseCookie session = this.shop.gateway()
			.post()
			.uri("/v1/session")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"api_key\": \"" + this.shop.merchant().apiKey() + "\"}")
			.exchange()
			.expectStatus()
			.isCreated()
			.returnResult(Void.class)
			.getResponseCookies()
			.getFirst(COOKIE);
		return Objects.requireNonNull(session).getValue();
	}

}
