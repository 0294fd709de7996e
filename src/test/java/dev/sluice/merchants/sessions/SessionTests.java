package dev.sluice.merchants.sessions;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in to the page, and what a session may do. */
@SluiceTest
class SessionTests {

	private static final String COOKIE = "sluice_session";

	private static final String SITE = "Sec-Fetch-Site";

	private static final String PAYMENT = """
			{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa"}""";

	private final DatabaseClient database;

	private final int port;

	private final TestMerchant merchant;

	private final WebTestClient http;

	SessionTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.merchant = TestMerchant.create(database);
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.build();
	}

	@Test
	void endsNoSessionWhereThereIsNone() {
		assertProblem(this.http.delete()
			.uri("/v1/session")
			.header("Authorization", "Bearer " + this.merchant.apiKey())
			.exchange(), 401, "session_ended");
	}

	@Test
	void givesACookieThatNoScriptAndNoOtherSiteCanUse() {
		ResponseCookie cookie = signIn();

		assertThat(cookie.isHttpOnly()).isTrue();
		assertThat(cookie.getSameSite()).isEqualTo("Strict");
		assertThat(cookie.getPath()).isEqualTo("/");
		assertThat(cookie.getDomain()).isNull();
		assertThat(cookie.getMaxAge()).isPositive();
		assertThat(cookie.getValue()).hasSizeGreaterThanOrEqualTo(43).doesNotContain(this.merchant.apiKey());
	}

	@Test
	void givesEachSignInASessionOfItsOwn() {
		assertThat(signIn().getValue()).isNotEqualTo(signIn().getValue());
	}

	@Test
	void showsWhoIsSignedIn() {
		String token = signIn().getValue();

		show(token).expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.merchant.id")
			.isEqualTo(new MerchantId(this.merchant.id()).toString())
			.jsonPath("$.merchant.name")
			.isEqualTo("Test merchant")
			.jsonPath("$.expires_at")
			.isNotEmpty();
	}

	@Test
	void endsWhenSigningOut() {
		String token = signIn().getValue();
		String other = signIn().getValue();

		ResponseCookie removed = this.http.delete()
			.uri("/v1/session")
			.cookie(COOKIE, token)
			.header(SITE, "same-origin")
			.exchange()
			.expectStatus()
			.isNoContent()
			.returnResult(Void.class)
			.getResponseCookies()
			.getFirst(COOKIE);

		assertThat(removed).isNotNull().satisfies((cookie) -> {
			assertThat(cookie.getValue()).isEmpty();
			assertThat(cookie.getMaxAge()).isZero();
			assertThat(cookie.getPath()).isEqualTo("/");
		});
		assertEnded(token);
		list(other).expectStatus().isOk();
	}

	@Test
	void endsAfterItsTime() {
		String token = signIn().getValue();
		list(token).expectStatus().isOk();

		this.database.sql("update sessions set expires_at = now() - interval '1 second' where token_hash = $1")
			.bind(0, TestMerchant.sha256(token))
			.then()
			.block();

		assertEnded(token);
	}

	@Test
	void endsWithItsKey() {
		String token = signIn().getValue();

		this.merchant.revokeKey(this.database);

		assertEnded(token);
		assertProblem(this.http.get()
			.uri("/v1/payments")
			.headers((headers) -> headers.setBearerAuth(this.merchant.apiKey()))
			.exchange(), 401, "invalid_api_key");
		assertProblem(post("/v1/session", "{\"api_key\": \"" + this.merchant.apiKey() + "\"}", new HttpHeaders()), 401,
				"invalid_api_key");
	}

	@Test
	void endsTheOldestOfAKeyThatHasTooManyOpen() {
		String other = TestMerchant.create(this.database).apiKey();
		String oldest = signIn().getValue();
		String second = signIn().getValue();
		String elsewhere = signIn(other).getValue();
		more(98, "infinity");

		String last = signIn().getValue();

		assertEnded(oldest);
		list(second).expectStatus().isOk();
		list(elsewhere).expectStatus().isOk();
		list(last).expectStatus().isOk();
		assertThat(this.merchant.rows(this.database, "sessions")).isEqualTo(100);
	}

	@Test
	void endsNoOpenOneWhereOthersAreOver() {
		String oldest = signIn().getValue();
		more(99, "-infinity");

		String last = signIn().getValue();

		list(oldest).expectStatus().isOk();
		list(last).expectStatus().isOk();
	}

	/** Further sessions of the key, not used since. */
	private void more(int count, String idleEndsAt) {
		this.database.sql("""
				insert into sessions (merchant_id, key_id, token_hash, expires_at, idle_ends_at)
				select $1, $2, sha256(convert_to($1::text || n, 'UTF8')), now() + interval '1 hour', $4::timestamptz
				  from generate_series(1, $3) n""")
			.bind(0, this.merchant.id())
			.bind(1, this.merchant.keyId())
			.bind(2, count)
			.bind(3, idleEndsAt)
			.then()
			.block();
	}

	@Test
	void isClosedToWhoeverHasAnUnknownToken() {
		assertEnded("unknown");
		assertEnded("");
	}

	@ParameterizedTest
	@ValueSource(strings = { "same-origin", "none" })
	void changesThingsFromItsOwnPage(String site) {
		post("/v1/payments", PAYMENT, session(SITE, site)).expectStatus().isCreated();
	}

	@Test
	void changesThingsFromItsOwnOriginWhereTheBrowserSaysNoMore() {
		post("/v1/payments", PAYMENT, session(HttpHeaders.ORIGIN, "http://localhost:" + this.port)).expectStatus()
			.isCreated();
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Sec-Fetch-Site, SAME-ORIGIN",
			"Sec-Fetch-Site, ''", "Origin, https://evil.example", "Origin, null", "Origin, http://localhost",
			"Origin, http://localhost:1", "Origin, http://localhost.evil.example", "X-Nothing, said" })
	void changesNothingFromElsewhere(String header, String value) {
		assertProblem(post("/v1/payments", PAYMENT, session(header, value)), 403, "session_required_same_origin");

		assertThat(this.merchant.rows(this.database, "payments")).isZero();
	}

	@Test
	void believesTheBrowserMoreThanTheOrigin() {
		HttpHeaders headers = session(SITE, "cross-site");
		headers.setOrigin("http://localhost:" + this.port);

		assertProblem(post("/v1/payments", PAYMENT, headers), 403, "session_required_same_origin");
	}

	@Test
	void isNotEndedFromElsewhere() {
		HttpHeaders headers = session(SITE, "cross-site");

		assertProblem(this.http.delete().uri("/v1/session").headers((all) -> all.addAll(headers)).exchange(), 403,
				"session_required_same_origin");
		this.http.get().uri("/v1/session").headers((all) -> all.addAll(headers)).exchange().expectStatus().isOk();
	}

	@Test
	void givesWayToAKey() {
		HttpHeaders headers = session(SITE, "cross-site");
		TestMerchant other = TestMerchant.create(this.database);
		headers.setBearerAuth(other.apiKey());

		post("/v1/payments", PAYMENT, headers).expectStatus().isCreated();

		assertThat(this.merchant.rows(this.database, "payments")).isZero();
		assertThat(other.rows(this.database, "payments")).isEqualTo(1);
	}

	@Test
	void doesNotMakeUpForAWrongKey() {
		HttpHeaders headers = session(SITE, "same-origin");
		headers.setBearerAuth("sk_wrong");

		assertProblem(post("/v1/payments", PAYMENT, headers), 401, "invalid_api_key");
	}

	@Test
	void isStoredWithoutAnySecret() {
		String token = signIn().getValue();

		assertThat(rows()).isNotEmpty().allSatisfy((row) -> {
			for (String secret : List.of(token, this.merchant.apiKey(), "sk_demo_sluice", "sim_demo_secret")) {
				assertThat(row.toLowerCase(Locale.ROOT)).doesNotContain(secret.toLowerCase(Locale.ROOT),
						HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
			}
		});
	}

	/** Every row of every table, as text. */
	private List<String> rows() {
		List<String> rows = this.database
			.sql("select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables "
					+ "where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'")
			.mapValue(String.class)
			.all()
			.concatMap((table) -> this.database.sql("select t::text from " + table + " t").mapValue(String.class).all())
			.collectList()
			.block();
		return (rows != null) ? rows : List.of();
	}

	private ResponseCookie signIn() {
		return signIn(this.merchant.apiKey());
	}

	private ResponseCookie signIn(String key) {
		ResponseCookie cookie = post("/v1/session", "{\"api_key\": \"" + key + "\"}", new HttpHeaders()).expectStatus()
			.isCreated()
			.expectHeader()
			.location("/v1/session")
			.returnResult(String.class)
			.getResponseCookies()
			.getFirst(COOKIE);
		return Objects.requireNonNull(cookie);
	}

	private HttpHeaders session(String header, String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.COOKIE, COOKIE + "=" + signIn().getValue());
		headers.set(header, value);
		return headers;
	}

	private ResponseSpec post(String path, String body, HttpHeaders headers) {
		return this.http.post()
			.uri(path)
			.headers((all) -> all.addAll(headers))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange();
	}

	private ResponseSpec list(String token) {
		return this.http.get().uri("/v1/payments").cookie(COOKIE, token).exchange();
	}

	private ResponseSpec show(String token) {
		return this.http.get().uri("/v1/session").cookie(COOKIE, token).exchange();
	}

	private void assertEnded(String token) {
		assertProblem(list(token), 401, "session_ended");
		assertProblem(show(token), 401, "session_ended");
	}

	private static void assertProblem(ResponseSpec answer, int status, String code) {
		answer.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo(code);
	}

}
