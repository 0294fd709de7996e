package dev.sluice.processors;

import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which of a merchant's accounts is asked when the first one does not do it: the next one
 * that takes the payment, if the first certainly did nothing.
 */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.first-retry=50ms", "sluice.operations.max-retry=200ms",
		"sluice.operations.recovery-interval=50ms" })
class AccountFallbackTests {

	private final DatabaseClient database;

	private final AccountDesk desk;

	AccountFallbackTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.desk = AccountDesk.open(database, port);
	}

	@Test
	void isTheNextOneAndStaysWithThePayment() {
		String first = account("A", "");
		String second = account("B", "");

		String payment = this.desk.shop().create("manual", TestBank.NOTHING + "_A", "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("authorized");
		assertThat(read(payment, "$.operations[0].processor")).isEqualTo(second);
		assertThat(attempts(payment)).containsExactly(closed(first));
		String id = read(payment, "$.id");
		var _ = this.desk.shop().post(id, "captures", null, 201);
		String refunded = this.desk.shop().post(id, "refunds", null, 201);
		assertThat(read(refunded, "$.status")).isEqualTo("refunded");
		assertThat(JsonPath.<List<String>>read(refunded, "$.operations[*].processor")).containsOnly(second);
	}

	/** Nobody knows whether the first one charged. */
	@Test
	void isNoneWhereTheOutcomeIsUnknown() {
		String first = account("A", "");
		var _ = account("B", "");

		String payment = this.desk.shop().create("automatic", TestBank.UNKNOWN + "_A", "wait=0", 202);

		await().until(() -> tries(first) > 3);
		String waiting = this.desk.shop().show(read(payment, "$.id"));
		assertThat(read(waiting, "$.status")).isEqualTo("processing");
		assertThat(read(waiting, "$.operations[0].processor")).isEqualTo(first);
		assertThat(JsonPath.<List<String>>read(waiting, "$.operations[*].kind")).containsExactly("sale");
	}

	@Test
	void isOneThatTakesThePayment() {
		String first = account("A", "");
		var _ = account("B", ", \"routing\": {\"currencies\": [\"USD\"]}");
		var _ = account("C", ", \"routing\": {\"amount_gte\": 101}");
		String last = account("D", "");

		String payment = this.desk.shop().create("automatic", TestBank.NOTHING + "_A", "wait=30", 201);

		assertThat(read(payment, "$.operations[0].processor")).isEqualTo(last);
		assertThat(attempts(payment)).containsExactly(closed(first));
	}

	@Test
	void isNoneThatWasDisabledMeanwhile() {
		String first = account("A", "");
		String second = account("B", "");
		String third = account("C", "");
		String token = TestBank.NOTHING + "_A_meanwhile";
		TestBank.hold(token);
		String payment = this.desk.shop().create("automatic", token, "wait=0", 202);

		var _ = this.desk.change(second, "{\"enabled\": false}", 200);
		TestBank.letGo(token);

		await().untilAsserted(
				() -> assertThat(read(this.desk.shop().show(read(payment, "$.id")), "$.status")).isEqualTo("captured"));
		String charged = this.desk.shop().show(read(payment, "$.id"));
		assertThat(read(charged, "$.operations[0].processor")).isEqualTo(third);
		assertThat(attempts(charged)).containsExactly(closed(first));
	}

	@Test
	void isNobodyOnceAllHaveDoneNothing() {
		String first = account("A", "");
		String second = account("B", "");

		String payment = this.desk.shop().create("automatic", TestBank.NOTHING + "_A_B", "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("failed");
		assertThat(read(payment, "$.operations[0].reason")).isEqualTo("bank_closed");
		assertThat(attempts(payment)).containsExactly(closed(first), closed(second));
	}

	private String account(String name, String more) {
		return AccountDesk.text(this.desk.ask(HttpMethod.POST, AccountDesk.ALL,
				"{\"processor\": \"%s\", \"label\": \"%s\", \"credentials\": {\"api_key\": \"%s\", \"merchant_account\": \"%s\"}%s}"
					.formatted(TestBank.NAME, name, TestBank.API_KEY, name, more),
				201), "$.id");
	}

	private static List<Map<String, String>> attempts(String payment) {
		return JsonPath.read(payment, "$.operations[0].attempts");
	}

	private static Map<String, String> closed(String account) {
		return Map.of("processor", account, "reason", "bank_closed");
	}

	/** How often an account was asked what came of something. */
	private int tries(String account) {
		return this.database.sql("select coalesce(max(tries), 0) from operations where processor = $1")
			.bind(0, account)
			.mapValue(Integer.class)
			.one()
			.blockOptional()
			.orElse(0);
	}

}
