package dev.sluice.processors.adyen;

import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Payments with a card that was encrypted in a browser, which nothing remembers. */
@SluiceTest
class EncryptedCardTests {

	private static final String SECRET = "adyenjs_0_1_25$bm90LXJlYWxseS1lbmNyeXB0ZWQtYnV0LXNlY3JldA";

	private static final String CARD = """
			{"type": "adyen", "encrypted_card_number": "%1$s", "encrypted_expiry_month": "%1$s",
			 "encrypted_expiry_year": "%1$s", "encrypted_security_code": "%1$s", "holder_name": "%2$s"}""";

	private final DatabaseClient database;

	private final EmulatedAdyen adyen;

	private final AccountDesk desk;

	EncryptedCardTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.adyen = new EmulatedAdyen(database, port);
		this.desk = AccountDesk.open(database, port);
		String account = AccountDesk.text(
				this.desk.ask(HttpMethod.POST, AccountDesk.ALL,
						"""
								{"processor": "adyen", "label": "Adyen", "webhook_secret": "%s",
								 "credentials": {"api_key": "%s", "merchant_account": "%s"}}"""
							.formatted(EmulatedAdyen.HMAC_KEY, EmulatedAdyen.API_KEY, this.adyen.account()),
						201),
				"$.id");
		assertThat(account).startsWith("pra_");
	}

	@AfterEach
	void heal() {
		this.adyen.noFaults();
	}

	@Test
	void areMadeAndShowThatThereWasACard() {
		String payment = pay(CARD.formatted(SECRET, "Jane Doe"), "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("captured");
		assertThat(read(payment, "$.payment_method.encrypted_card_number")).isEqualTo("***");
		assertThat(this.adyen.payments()).hasSize(1);
	}

	/** Whose name decides at the emulator arrives there as well. */
	@Test
	void areDeclinedByTheNameOfTheHolder() {
		assertThat(read(pay(CARD.formatted(SECRET, "NOT_ENOUGH_BALANCE"), "wait=30", 201), "$.decline.code"))
			.isEqualTo("insufficient_funds");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lost_answer_rate", "error_before_rate" })
	void areLookedUpWithTheSameCard(String fault) {
		this.adyen.faults("{\"" + fault + "\": 1}");
		String payment = pay(CARD.formatted(SECRET, "Jane Doe"), "wait=0", 202);
		await().untilAsserted(() -> assertThat(triesOf(payment)).isPositive());
		this.adyen.noFaults();

		await().untilAsserted(() -> assertThat(read(show(payment), "$.status")).isEqualTo("captured"));
		assertThat(this.adyen.payments()).hasSize(1);
	}

	/** Nobody needs it once it is known what came of the charge. */
	@ParameterizedTest
	@CsvSource({ "Jane Doe, captured", "NOT_ENOUGH_BALANCE, declined" })
	void areForgottenAtTheEndOfTheCharge(String holder, String status) {
		String payment = pay(CARD.formatted(SECRET, holder), "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo(status);
		assertThat(this.database.sql("select count(*) from payment_secrets where payment_id = $1")
			.bind(0, TypeId.read("pay", read(payment, "$.id")).orElseThrow())
			.mapValue(Long.class)
			.one()
			.block()).isZero();
	}

	/** Whatever is kept of a payment, the card is not in it. */
	@Test
	void leaveTheCardNowhere() {
		String payment = pay(CARD.formatted(SECRET, "Jane Hidden Doe"), "wait=30", 201);
		assertThat(this.desk.ask(HttpMethod.GET, "/v1/payments/" + read(payment, "$.id") + "/events", null, 200))
			.doesNotContain("adyenjs", "Hidden");

		for (String table : tables()) {
			assertThat(this.database
				.sql("select count(*) from %s t where t::text like '%%adyenjs%%'".formatted(table)
						+ " or t::text like '%Hidden%' or t::text like '%YWR5ZW5qc%'")
				.mapValue(Long.class)
				.one()
				.block()).as(table).isZero();
		}
	}

	@Test
	void areRepeatedByTheirKeyWithTheSameCardAlone() {
		String first = repeat(CARD.formatted(SECRET, "Jane Doe"), 201);

		assertThat(read(repeat(CARD.formatted(SECRET, "Jane Doe"), 201), "$.id")).isEqualTo(read(first, "$.id"));
		assertThat(read(repeat(CARD.formatted(SECRET + "A", "Jane Doe"), 422), "$.code"))
			.isEqualTo("idempotency_key_reused");
		assertThat(this.adyen.payments()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"`\"encrypted_card_number\": \"adyenjs_1\"` | unknown_payment_method",
			"`\"encrypted_card_number\": \"a\", \"encrypted_expiry_month\": \"b\", \"encrypted_expiry_year\": \"c\", \"off_session\": \"true\"` | unknown_payment_method",
			"`\"encrypted_card_number\": \"a\", \"encrypted_expiry_month\": \"b\", \"encrypted_expiry_year\": \"c\", \"stored_payment_method\": \"M5N7\"` | unknown_payment_method",
			"`\"holder_name\": \"Jane Doe\", \"stored_payment_method\": \"M5N7\", \"shopper_reference\": \"abc\"` | unknown_payment_method",
			"`\"stored_payment_method\": \"M5N7\", \"shopper_reference\": \"***\"` | invalid_value",
			"`\"encrypted_card_number\": \"4111 1111 1111 1111\", \"encrypted_expiry_month\": \"b\", \"encrypted_expiry_year\": \"c\"` | card_number_refused" })
	void areRefusedWhereTheyAreNoCard(String fields, String code) {
		assertThat(read(pay("{\"type\": \"adyen\", " + fields + "}", "wait=0", 422), "$.code")).isEqualTo(code);
	}

	@Test
	void areRefusedWhereTheCardIsTooLong() {
		String refusal = pay(CARD.formatted("a".repeat(2001), "Jane Doe"), "wait=0", 422);

		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer"))
			.contains("/payment_method/encrypted_card_number");
		assertThat(refusal).doesNotContain("a".repeat(100));
		assertThat(
				read(pay(CARD.formatted("adyenjs_0_1_25$" + "a".repeat(1980), "Jane Doe"), "wait=30", 201), "$.status"))
			.isEqualTo("captured");
	}

	private List<String> tables() {
		return this.database
			.sql("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in"
					+ " ('pg_catalog', 'information_schema')")
			.mapValue(String.class)
			.all()
			.collectList()
			.blockOptional()
			.orElseThrow();
	}

	private String pay(String method, String prefer, int status) {
		return this.desk.shop().create(body(method), prefer, status);
	}

	private static String body(String method) {
		return "{\"amount\": 1099, \"currency\": \"EUR\", \"payment_method\": " + method
				+ ", \"return_url\": \"https://shop.example/thanks\"}";
	}

	private String repeat(String method, int status) {
		return String.valueOf(this.desk.shop()
			.gateway()
			.post()
			.uri("/v1/payments")
			.headers((headers) -> headers.setBearerAuth(this.desk.merchant().apiKey()))
			.header("Idempotency-Key", "order-7")
			.header("Prefer", "wait=30")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body(method))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private String show(String payment) {
		return this.desk.shop().show(read(payment, "$.id"));
	}

	private long triesOf(String payment) {
		return this.database.sql("select tries from operations where operation_id = $1")
			.bind(0, TypeId.read("op", read(payment, "$.operations[0].id")).orElseThrow())
			.mapValue(Long.class)
			.one()
			.blockOptional()
			.orElse(0L);
	}

}
