package dev.sluice.payments;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The life of a payment over HTTP, from the first request to its end. */
@SluiceTest
class PaymentLifeTests {

	private final DatabaseClient database;

	private final Shop shop;

	PaymentLifeTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.shop = Shop.open(database, port);
	}

	@Test
	void capturesInPartsAndRefundsInParts() {
		String id = this.shop.pay("manual", "pm_card_visa");

		assertThat(read(this.shop.post(id, "captures", "{\"amount\": 40}", 201), "$.status"))
			.isEqualTo("partially_captured");
		assertThat(read(this.shop.post(id, "captures", null, 201), "$.status")).isEqualTo("captured");
		assertThat(read(this.shop.post(id, "refunds", "{\"amount\": 30, \"reason\": \"damaged\"}", 201), "$.status"))
			.isEqualTo("partially_refunded");
		String refunded = this.shop.post(id, "refunds", "{}", 201);

		assertThat(read(refunded, "$.status")).isEqualTo("refunded");
		assertThat(JsonPath.<Integer>read(refunded, "$.amount_captured")).isEqualTo(100);
		assertThat(JsonPath.<Integer>read(refunded, "$.amount_refunded")).isEqualTo(100);
		assertThat(JsonPath.<List<String>>read(refunded, "$.operations[*].kind")).containsExactly("authorize",
				"capture", "capture", "refund", "refund");
		assertThat(read(refunded, "$.operations[3].reason")).isEqualTo("damaged");
		assertThat(read(refunded, "$.operations[0].processor")).isEqualTo("simulator");
	}

	@Test
	void releasesWhatIsNotCaptured() {
		String untouched = this.shop.pay("manual", "pm_card_visa");
		String partly = this.shop.pay("manual", "pm_card_visa");
		assertThat(read(this.shop.post(partly, "captures", "{\"amount\": 40}", 201), "$.status"))
			.isEqualTo("partially_captured");

		assertThat(read(this.shop.post(untouched, "voids", null, 201), "$.status")).isEqualTo("voided");
		assertThat(read(this.shop.post(partly, "voids", null, 201), "$.status")).isEqualTo("captured");
		assertThat(JsonPath.<Integer>read(this.shop.show(partly), "$.amount_authorized")).isEqualTo(40);
	}

	@ParameterizedTest
	@CsvSource({ "automatic, captures, not_capturable, captured, refund",
			"automatic, voids, not_voidable, captured, refund",
			"manual, refunds, not_refundable, authorized, capture" })
	void saysWhatIsAllowedWhereTheStatusForbidsIt(String capture, String operation, String code, String status,
			String allowed) {
		String problem = this.shop.post(this.shop.pay(capture, "pm_card_visa"), operation, null, 409);

		assertThat(read(problem, "$.code")).isEqualTo(code);
		assertThat(read(problem, "$.payment_status")).isEqualTo(status);
		assertThat(JsonPath.<Integer>read(problem, "$.available_actions." + allowed)).isEqualTo(100);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			captures | {"amount": 101}                   | amount_exceeds_capturable
			captures | {"amount": 0}                     | amount_too_small
			captures | {"amount": -1}                    | amount_too_small
			captures | {"amount": 1.5}                   | invalid_type
			captures | {"amount": "1"}                   | invalid_type
			captures | {"amount": 1, "currency": "USD"}  | currency_mismatch
			captures | {"currency": "eur"}               | currency_mismatch
			captures | {"amount": 1, "reason": "x"}      | unknown_field
			refunds  | {"amount": 101}                   | amount_exceeds_refundable
			refunds  | {"amount": 0}                     | amount_too_small
			refunds  | {"amount": -1}                    | amount_too_small
			refunds  | {"amount": 1.5}                   | invalid_type
			refunds  | {"amount": "1"}                   | invalid_type
			refunds  | {"amount": 1, "currency": "USD"}  | currency_mismatch
			refunds  | {"amount": 1, "note": "x"}        | unknown_field
			refunds  | {"reason": "4242424242424242"}    | card_number_refused
			voids    | {"amount": 1}                     | unknown_field
			""")
	void refusesAnOperationThatCannotBe(String operation, String body, String code) {
		String id = this.shop.pay(operation.equals("refunds") ? "automatic" : "manual", "pm_card_visa");

		assertThat(read(this.shop.post(id, operation, body, 422), "$.code")).isEqualTo(code);
		assertThat(JsonPath.<Integer>read(this.shop.show(id), "$.version")).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "manual, captures, amount_exceeds_capturable, captured",
			"automatic, refunds, amount_exceeds_refundable, refunded" })
	void refusesMoreThanIsLeft(String capture, String operation, String code, String end) {
		String id = this.shop.pay(capture, "pm_card_visa");
		assertThat(read(this.shop.post(id, operation, "{\"amount\": 40}", 201), "$.status")).startsWith("partially_");

		assertThat(read(this.shop.post(id, operation, "{\"amount\": 61}", 422), "$.code")).isEqualTo(code);
		assertThat(read(this.shop.post(id, operation, "{\"amount\": 60, \"currency\": \"EUR\"}", 201), "$.status"))
			.isEqualTo(end);
	}

	@Test
	void takesAsMuchMetadataAsItSays() {
		Map<String, String> metadata = IntStream.rangeClosed(1, 50)
			.boxed()
			.collect(Collectors.toMap((i) -> "k".repeat(38) + (i + 10), (i) -> "ü".repeat(500)));

		String payment = this.shop.create(
				Shop.terms("manual", "pm_card_visa")
					.replace("}", ", \"metadata\": " + new JsonMapper().writeValueAsString(metadata) + "}"),
				"wait=30", 201);

		assertThat(JsonPath.<Map<String, String>>read(payment, "$.metadata")).isEqualTo(metadata);
	}

	/**
	 * In fils, a thousand of which are a dinar, and in yen, which has no smaller unit.
	 */
	@ParameterizedTest
	@CsvSource({ "BHD, 12345", "JPY, 12345" })
	void countsInTheMinorUnitOfEachCurrency(String currency, int amount) {
		String authorized = this.shop.create(
				Shop.terms("manual", "pm_card_visa").replace("EUR", currency).replace("100", Integer.toString(amount)),
				"wait=30", 201);
		String id = read(authorized, "$.id");
		assertThat(read(authorized, "$.currency")).isEqualTo(currency);
		assertThat(JsonPath.<Integer>read(authorized, "$.amount_authorized")).isEqualTo(amount);

		String captured = this.shop.post(id, "captures",
				"{\"amount\": 12344, \"currency\": \"%s\"}".formatted(currency), 201);
		assertThat(read(captured, "$.status")).isEqualTo("partially_captured");
		assertThat(JsonPath.<Integer>read(captured, "$.available_actions.capture")).isEqualTo(1);
		assertThat(read(this.shop.post(id, "captures", null, 201), "$.status")).isEqualTo("captured");
		assertThat(read(this.shop.post(id, "refunds", "{\"amount\": 1}", 201), "$.status"))
			.isEqualTo("partially_refunded");
		String refunded = this.shop.post(id, "refunds", null, 201);

		assertThat(read(refunded, "$.status")).isEqualTo("refunded");
		assertThat(JsonPath.<Integer>read(refunded, "$.amount_refunded")).isEqualTo(amount);
	}

	@Test
	void knowsNothingOfAnotherMerchantsPayment() {
		String id = this.shop.pay("manual", "pm_card_visa");
		WebTestClient other = this.shop.gateway()
			.mutate()
			.defaultHeader("Authorization", "Bearer " + TestMerchant.create(this.database).apiKey())
			.build();

		for (String operation : new String[] { "captures", "refunds", "voids" }) {
			other.post()
				.uri("/v1/payments/" + id + "/" + operation)
				.exchange()
				.expectStatus()
				.isNotFound()
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("payment_not_found");
		}
	}

	@Test
	void leavesThePaymentAsItWasWhereAnOperationFails() {
		String id = this.shop.pay("manual", "pm_card_capture_fails");
		String failed = this.shop.post(id, "captures", null, 201);
		assertThat(read(failed, "$.status")).isEqualTo("authorized");
		assertThat(read(failed, "$.operations[1].status")).isEqualTo("declined");
		assertThat(JsonPath.<Integer>read(failed, "$.available_actions.capture")).isEqualTo(100);

		String unrefundable = this.shop.pay("automatic", "pm_card_refund_fails");
		assertThat(read(this.shop.post(unrefundable, "refunds", null, 201), "$.status")).isEqualTo("captured");
	}

	@Test
	void waitsForTheProcessorWherePendingAndForTheCustomerWhereAsked() {
		String pending = this.shop.create("automatic", "pm_card_pending", "respond-async", 202);
		await().untilAsserted(
				() -> assertThat(read(this.shop.show(read(pending, "$.id")), "$.status")).isEqualTo("captured"));

		String asked = this.shop.create("manual", "pm_card_3ds", "wait=30", 201);
		assertThat(read(asked, "$.status")).isEqualTo("requires_action");
		assertThat(read(asked, "$.next_action.type")).isEqualTo("redirect");
		String challenge = read(asked, "$.next_action.url");
		this.shop.gateway()
			.post()
			.uri(challenge)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue("decision=approve")
			.exchange();
		await().untilAsserted(
				() -> assertThat(read(this.shop.show(read(asked, "$.id")), "$.status")).isEqualTo("authorized"));
	}

	@Test
	void takesNoMoreOperationsThanAPaymentCanCarry() {
		String id = this.shop.pay("manual", "pm_card_visa");
		assertThat(this.shop.post(id, "captures", "{\"amount\": 40}", 201)).contains("partially_captured");
		fill(id);

		String refused = this.shop.post(id, "captures", "{\"amount\": 1}", 409);
		assertThat(read(refused, "$.code")).isEqualTo("too_many_operations");
		assertThat(JsonPath.<Map<String, Object>>read(refused, "$.available_actions"))
			.isEqualTo(Map.of("capture", 0, "refund", 0, "void", true));
		assertThat(read(this.shop.post(id, "refunds", null, 409), "$.code")).isEqualTo("too_many_operations");
		assertThat(read(this.shop.post(id, "voids", null, 201), "$.status")).isEqualTo("captured");
	}

	/** As if it had 500 operations; all but two of them are one. */
	private void fill(String id) {
		this.database.sql("""
				update payments set version = version + 1,
				  data = jsonb_set(jsonb_set(data::jsonb, '{operations}', (data::jsonb -> 'operations') ||
				    to_jsonb(array(select data::jsonb -> 'operations' -> 1 from generate_series(1, 498)))), '{version}',
				    to_jsonb(version + 1))::json
				 where payment_id = $1""").bind(0, PaymentId.of(id).value()).then().block();
	}

}
