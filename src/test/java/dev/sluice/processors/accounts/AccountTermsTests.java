package dev.sluice.processors.accounts;

import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be asked for of accounts. */
@SluiceTest
class AccountTermsTests {

	private static final String SOUND = """
			{"processor": "testbank", "label": "Europe", "credentials": {"api_key": "key_test_hidden"}}""";

	private final AccountDesk desk;

	AccountTermsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.desk = AccountDesk.open(database, port);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null",
			value = { "processor | null | missing_field", "processor | `\"nobody\"` | invalid_value",
					"processor | 1 | invalid_type", "label | null | missing_field", "label | `\"\"` | invalid_value",
					"label | `\"4111 1111 1111 1111\"` | card_number_refused", "credentials | null | missing_field",
					"credentials | `\"key_test_hidden\"` | invalid_type",
					"credentials | `[\"hidden\"]` | invalid_type" })
	void areRefusedForWhatIsSaidOfThem(String field, String value, String code) {
		String body = SOUND.replaceFirst("\"" + field + "\": (\"[^\"]*\"|\\{[^}]*\\})", "\"" + field + "\": " + value);

		refuse(HttpMethod.POST, AccountDesk.ALL, body, "/" + field, code);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "`\"enabled\": 1` | /enabled | invalid_type",
			"`\"order\": 0` | /order | invalid_value", "`\"order\": 1000001` | /order | invalid_value",
			"`\"order\": 1.5` | /order | invalid_type",
			"`\"webhook_secret\": \"two words\"` | /webhook_secret | invalid_value",
			"`\"webhook_secret\": \"\"` | /webhook_secret | invalid_value",
			"`\"made_up\": 1` | /made_up | unknown_field", "`\"routing\": []` | /routing | invalid_type",
			"`\"routing\": {\"made_up\": 1}` | /routing/made_up | unknown_field",
			"`\"routing\": {\"currencies\": [\"EUR\", \"XXX\"]}` | /routing/currencies/1 | invalid_value",
			"`\"routing\": {\"currencies\": [\"EUR\", \"EUR\"]}` | /routing/currencies/1 | invalid_value",
			"`\"routing\": {\"currencies\": \"EUR\"}` | /routing/currencies | invalid_type",
			"`\"routing\": {\"amount_gte\": -1}` | /routing/amount_gte | invalid_value",
			"`\"routing\": {\"amount_gte\": 2, \"amount_lte\": 1}` | /routing/amount_lte | invalid_value",
			"`\"routing\": {\"payment_methods\": [\"cash\"]}` | /routing/payment_methods/0 | invalid_value",
			"`\"credentials\": {\"api_key\": \"hidden\"}` | /credentials/api_key | invalid_credentials",
			"`\"credentials\": {\"api_key\": 12}` | /credentials/api_key | invalid_type",
			"`\"credentials\": {\"api_key\": \"key_test_ab\\u0000\"}` | /credentials/api_key | invalid_value",
			"`\"credentials\": {}` | /credentials/api_key | invalid_credentials",
			"`\"credentials\": {\"api_key\": \"key_test_hidden\", \"more\": \"x\"}` | /credentials/more | invalid_credentials" })
	void areRefusedForWhatIsSaidOfThemAtFirstAndLater(String said, String pointer, String code) {
		String made = SOUND.replace("\"credentials\": {\"api_key\": \"key_test_hidden\"}", "%s")
			.formatted(said.contains("\"credentials\"") ? said
					: "\"credentials\": {\"api_key\": \"key_test_hidden\"}, " + said);
		String id = this.desk.make("Other", "");

		refuse(HttpMethod.POST, AccountDesk.ALL, made, pointer, code);
		refuse(HttpMethod.PATCH, AccountDesk.one(id), "{" + said + "}", pointer, code);
	}

	@ParameterizedTest
	@CsvSource({ "processor", "id", "first_used_at", "notification_url" })
	void keepWhatTheyAre(String field) {
		String id = this.desk.make("Other", "");

		refuse(HttpMethod.PATCH, AccountDesk.one(id), "{\"%s\": \"testbank\"}".formatted(field), "/" + field,
				"unknown_field");
	}

	private void refuse(HttpMethod method, String path, String body, String pointer, String code) {
		String before = this.desk.ask(HttpMethod.GET, AccountDesk.ALL, null, 200);

		String refusal = this.desk.ask(method, path, body, 422);

		assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].pointer")).as(refusal).containsExactly(pointer);
		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo(code);
		assertThat(refusal).doesNotContain("hidden", "4111 1111");
		assertThat(this.desk.ask(HttpMethod.GET, AccountDesk.ALL, null, 200)).isEqualTo(before);
	}

}
