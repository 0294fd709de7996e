package dev.sluice.processors.adyen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** What a shop tells of its customer's browser, of which Adyen wants all or nothing. */
@SluiceTest
class ShoppersBrowserTests {

	private final EmulatedAdyen adyen;

	private final AccountDesk desk;

	ShoppersBrowserTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.adyen = new EmulatedAdyen(database, port);
		this.desk = AccountDesk.open(database, port);
		String account = this.desk.ask(HttpMethod.POST, AccountDesk.ALL, """
				{"processor": "adyen", "label": "Adyen", "credentials": {"api_key": "%s", "merchant_account": "%s"}}"""
			.formatted(EmulatedAdyen.API_KEY, this.adyen.account()), 201);
		assertThat(AccountDesk.text(account, "$.processor")).isEqualTo("adyen");
	}

	@Test
	void isToldAsAWhole() {
		String payment = pay(this.adyen.challengedCard(), 201);

		assertThat(read(payment, "$.status")).isEqualTo("requires_action");
		assertThat(read(payment, "$.payment_method.time_zone_offset")).isEqualTo("-120");
	}

	@Test
	void needNotBeTold() {
		assertThat(read(pay(card(Map.of()), 201), "$.status")).isEqualTo("captured");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_agent", "accept_header", "language", "color_depth", "screen_height", "screen_width",
			"time_zone_offset", "java_enabled" })
	void isNotToldInPart(String missing) {
		Map<String, String> fields = new HashMap<>(EmulatedAdyen.BROWSER);
		fields.remove(missing);

		String refusal = pay(card(fields), 422);

		assertThat(read(refusal, "$.code")).isEqualTo("missing_field");
		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer"))
			.containsExactly("/payment_method/" + missing);
		assertThat(read(refusal, "$.errors[0].detail")).contains("user_agent").contains("java_enabled");
		assertThat(this.adyen.payments()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "color_depth | 25", "color_depth | 24.0", "color_depth | -1", "screen_height | tall",
					"screen_height | 1080.5", "screen_width | -1", "screen_width | 123456", "time_zone_offset | +60",
					"time_zone_offset | 12345", "time_zone_offset | UTC", "java_enabled | yes", "java_enabled | TRUE",
					"language | abcdefghijklmnopqrstu" })
	void isToldAsItIs(String field, String value) {
		Map<String, String> fields = new HashMap<>(EmulatedAdyen.BROWSER);
		fields.put(field, value);

		String refusal = pay(card(fields), 422);

		assertThat(read(refusal, "$.code")).isEqualTo("invalid_value");
		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer"))
			.containsExactly("/payment_method/" + field);
	}

	private PaymentMethod card(Map<String, String> browser) {
		return this.adyen.card("test_4111111111111111", "Jane Doe", browser);
	}

	private String pay(PaymentMethod method, int status) {
		return this.desk.shop()
			.create("""
					{"amount": 1099, "currency": "EUR", "payment_method": %s, "return_url": "https://shop.example/thanks"}"""
				.formatted(JsonMapper.shared().writeValueAsString(method)), "wait=30", status);
	}

}
