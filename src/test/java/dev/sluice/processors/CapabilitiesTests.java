package dev.sluice.processors;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** What a processor can do decides where it does not say so of a payment. */
@SluiceTest
class CapabilitiesTests {

	private final AccountDesk desk;

	private final String account;

	CapabilitiesTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.desk = AccountDesk.open(database, port);
		this.account = this.desk.make("Bank", "\"webhook_secret\": \"whsec_of_the_bank\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tb_card", TestBank.TERSE })
	void sayHowLongAnAuthorizationHolds(String token) {
		String payment = this.desk.shop().create("manual", token, "wait=30", 201);

		assertThat(Duration.between(Instant.parse(read(payment, "$.updated_at")),
				Instant.parse(read(payment, "$.expires_at"))))
			.isEqualTo(Duration.ofDays(3));
	}

	@Test
	void sayHowAPaymentGoesOn() {
		String payment = this.desk.shop().create("manual", TestBank.TERSE, "wait=30", 201);

		assertThat(JsonPath.<Map<String, Boolean>>read(payment, "$.rules")).containsEntry("multiple_captures", false)
			.containsEntry("partial_captures", true)
			.containsEntry("void_after_capture", false);
		String captured = this.desk.shop().post(read(payment, "$.id"), "captures", "{\"amount\": 60}", 201);
		assertThat(read(captured, "$.available_actions.capture")).isEqualTo("0");
	}

	@Test
	void areShownWithTheAccount() {
		String shown = this.desk.ask(HttpMethod.GET, AccountDesk.one(this.account), null, 200);

		assertThat(JsonPath.<Object>read(shown, "$.capabilities")).hasToString(JsonPath.<Object>read("""
				{"currencies": ["EUR", "GBP", "USD"],
				 "rules": {"partial_captures": true, "multiple_captures": false, "partial_refunds": true,
				           "void_after_capture": false},
				 "authorization_seconds": 259200, "told_later": ["refund"]}""", "$").toString());
		assertThat(JsonPath.<Object>read(this.desk.ask(HttpMethod.GET, AccountDesk.ALL, null, 200),
				"$.data[0].capabilities"))
			.isEqualTo(JsonPath.<Object>read(shown, "$.capabilities"));
	}

}
