package dev.sluice.proof.attacks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions and keys that are forged, replayed or guessed a letter at a time. Both are
 * looked up by the SHA-256 of the whole: nothing is compared with what is right letter by
 * letter, so that no time tells how much of a guess was.
 */
@SluiceTest
class StolenSecretsTests {

	private final DatabaseClient database;

	private final RawHttp http;

	private TestMerchant merchant;

	StolenSecretsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.http = new RawHttp(port);
		this.merchant = TestMerchant.create(database);
	}

	@BeforeEach
	void openAMerchant() {
		this.merchant = TestMerchant.create(this.database);
	}

	@Test
	void openNothingWhenTheyAreReplayedAfterTheEnd() {
		String cookie = signIn("");
		assertThat(status(cookie)).isEqualTo(200);

		assertThat(send("DELETE /v1/session", "Cookie: " + cookie + "\r\nSec-Fetch-Site: same-origin", "").status())
			.isEqualTo(204);

		assertThat(status(cookie)).isEqualTo(401);
	}

	@Test
	void areNotTakenOverFromWhoeverSignsIn() {
		String planted = "sluice_session=" + "A".repeat(43);

		String given = signIn("Cookie: " + planted + "\r\n");

		assertThat(given).isNotEqualTo(planted);
		assertThat(status(planted)).isEqualTo(401);
	}

	@Test
	void openNothingWhereALetterDiffers() {
		String cookie = signIn("");
		String token = cookie.substring(cookie.indexOf('=') + 1);

		assertThat(variations(token))
			.allSatisfy((forged) -> assertThat(status("sluice_session=" + forged)).isEqualTo(401));
		assertThat(status(cookie)).isEqualTo(200);
	}

	@Test
	void areRefusedAlikeHoweverMuchOfThemIsRight() {
		Set<String> answers = new HashSet<>();
		for (String forged : variations(this.merchant.apiKey()).toList()) {
			RawHttp.Answer answer = send("GET /v1/payments", "Authorization: Bearer " + forged, "");
			answers.add(answer.status() + answer.body().replaceAll("\"trace_id\":\"[^\"]*\"", ""));
		}

		assertThat(answers).hasSize(1)
			.allMatch((answer) -> answer.startsWith("401") && answer.contains("invalid_api_key"));
	}

	@Test
	void areKnownToTheDatabaseByTheirHashAlone() {
		String cookie = signIn("");

		for (String table : List.of("api_keys", "sessions")) {
			List<String> rows = this.database.sql("select t::text from " + table + " t")
				.map((row) -> String.valueOf(row.get(0)))
				.all()
				.collectList()
				.block();
			assertThat(rows).isNotEmpty()
				.noneMatch((row) -> row.contains(this.merchant.apiKey().substring(8, 20))
						|| row.contains(cookie.substring(cookie.length() - 12)));
		}
	}

	private static Stream<String> variations(String secret) {
		char last = secret.charAt(secret.length() - 1);
		return Stream.of(secret.substring(1), secret.substring(0, secret.length() - 1), secret + "x",
				secret.substring(0, secret.length() - 1) + ((last == 'Q') ? 'R' : 'Q'), secret + secret,
				secret.substring(0, 10) + "x".repeat(secret.length() - 10),
				(secret.startsWith("x") ? "y" : "x") + secret.substring(1));
	}

	private String signIn(String headers) {
		RawHttp.Answer answer = send("POST /v1/session", headers + "Content-Type: application/json",
				"{\"api_key\":\"" + this.merchant.apiKey() + "\"}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return answer.header("Set-Cookie").replaceAll(";.*", "");
	}

	private int status(String cookie) {
		return send("GET /v1/payments", "Cookie: " + cookie, "").status();
	}

	private RawHttp.Answer send(String what, String headers, String body) {
		return this.http.send((what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
				+ "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
			.getBytes(UTF_8));
	}

}
