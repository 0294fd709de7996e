package dev.sluice.processors.accounts;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A merchant's accounts at processors: made, changed, checked and removed. */
@SluiceTest
class AccountApiTests {

	private final DatabaseClient database;

	private final AccountDesk desk;

	AccountApiTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.desk = AccountDesk.open(database, port);
	}

	@Test
	void areMadeAsWasAskedForAndShowNoSecret() {
		String made = this.desk.ask(HttpMethod.POST, AccountDesk.ALL,
				"""
						{"processor": "testbank", "label": "Europe", "enabled": false, "order": 7, "webhook_secret": "whsec-hidden-from-all",
						 "credentials": {"api_key": "key_test_hidden", "merchant_account": "ShopECOM", "signing_key": "abcdefab"},
						 "routing": {"currencies": ["USD", "EUR"], "amount_gte": 100, "amount_lte": 5000,
						             "payment_methods": ["token", "testbank"]}}""",
				201);

		String id = AccountDesk.text(made, "$.id");
		assertThat(id).matches("pra_[0-9a-z]{26}");
		assertThat(made).doesNotContain("hidden", "abcdefab");
		assertThat(JsonPath.<Map<String, Object>>read(made, "$")).containsEntry("processor", "testbank")
			.containsEntry("label", "Europe")
			.containsEntry("enabled", false)
			.containsEntry("order", 7)
			.containsEntry("credentials", Map.of("merchant_account", "ShopECOM"))
			.containsEntry("secrets", List.of("api_key", "signing_key", "webhook_secret"))
			.containsEntry("routing",
					Map.of("currencies", List.of("EUR", "USD"), "amount_gte", 100, "amount_lte", 5000,
							"payment_methods", List.of("testbank", "token")))
			.containsEntry("notification_url", "/processors/" + id + "/notifications")
			.containsEntry("first_used_at", null);
		assertThat(this.desk.ask(HttpMethod.GET, AccountDesk.one(id), null, 200)).isEqualTo(made);
	}

	@Test
	void areSaidWhereTheyAreAndTakeEverythingWhereNothingIsSaid() {
		this.desk.shop()
			.http()
			.post()
			.uri(AccountDesk.ALL)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(AccountDesk.terms("Smallest", ""))
			.exchange()
			.expectHeader()
			.valueMatches("Location", "/v1/processor-accounts/pra_[0-9a-z]{26}")
			.expectBody()
			.json("""
					{"enabled": true, "order": 1, "credentials": {}, "secrets": ["api_key"],
					 "routing": {"currencies": [], "amount_gte": null, "amount_lte": null, "payment_methods": []}}""");
	}

	@Test
	void areListedInTheirOrder() {
		String first = this.desk.make("First", "");
		String second = this.desk.make("Second", "");
		String before = this.desk.make("Before", "\"order\": 1");
		String third = this.desk.make("Third", "");
		var _ = this.desk.change(first, "{\"order\": 2}", 200);

		String list = this.desk.ask(HttpMethod.GET, AccountDesk.ALL, null, 200);

		assertThat(JsonPath.<List<String>>read(list, "$.data[*].id")).containsExactly(before, first, second, third);
		assertThat(list).doesNotContain("key_test_").contains("\"next\":null");
	}

	@Test
	void areChangedFieldByField() {
		String id = this.desk.make("Europe",
				"\"webhook_secret\": \"whsec-of-the-account\", \"routing\": {\"currencies\": [\"EUR\"]}");

		String renamed = this.desk.change(id, "{\"label\": \"Asia\", \"enabled\": false}", 200);
		String routed = this.desk.change(id, "{\"routing\": {\"amount_gte\": 5}}", 200);
		String rekeyed = this.desk.change(id,
				"{\"credentials\": {\"api_key\": \"key_test_other\", \"merchant_account\": \"Shop\"}}", 200);
		String silent = this.desk.change(id, "{\"webhook_secret\": null}", 200);
		String same = this.desk.change(id, "{}", 200);

		assertThat(JsonPath.<Map<String, Object>>read(renamed, "$")).containsEntry("label", "Asia")
			.containsEntry("enabled", false)
			.containsEntry("secrets", List.of("api_key", "webhook_secret"));
		assertThat(JsonPath.<List<String>>read(renamed, "$.routing.currencies")).containsExactly("EUR");
		assertThat(JsonPath.<List<String>>read(routed, "$.routing.currencies")).isEmpty();
		assertThat(AccountDesk.text(routed, "$.routing.amount_gte")).isEqualTo("5");
		assertThat(AccountDesk.text(rekeyed, "$.credentials.merchant_account")).isEqualTo("Shop");
		assertThat(AccountDesk.text(rekeyed, "$.routing.amount_gte")).isEqualTo("5");
		assertThat(JsonPath.<List<String>>read(silent, "$.secrets")).containsExactly("api_key");
		assertThat(same).isEqualTo(silent);
		assertThat(this.desk.noted()).containsExactly("processor_account.created", "processor_account.changed",
				"processor_account.changed", "processor_account.changed", "processor_account.changed");
	}

	@Test
	void areRemovedForGoodWhereTheyWereNeverUsed() {
		String id = this.desk.make("Europe", "");

		var _ = this.desk.ask(HttpMethod.DELETE, AccountDesk.one(id), null, 204);

		for (HttpMethod method : List.of(HttpMethod.DELETE, HttpMethod.GET)) {
			assertThat(AccountDesk.text(this.desk.ask(method, AccountDesk.one(id), null, 404), "$.code"))
				.isEqualTo("processor_account_not_found");
		}
		assertThat(this.desk.noted()).containsExactly("processor_account.created", "processor_account.deleted");
	}

	@Test
	void areNotRemovedOnceAPaymentWasMade() {
		String id = this.desk.make("Europe", "");
		String payment = this.desk.shop().pay("manual", "tb_any");
		var _ = this.desk.change(id, "{\"enabled\": false}", 200);

		String refusal = this.desk.ask(HttpMethod.DELETE, AccountDesk.one(id), null, 409);

		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo("account_in_use");
		String captured = this.desk.shop().post(payment, "captures", null, 201);
		assertThat(JsonPath.<List<String>>read(captured, "$.operations[*].processor")).containsExactly(id, id);
		assertThat(AccountDesk.text(captured, "$.status")).isEqualTo("captured");
	}

	@Test
	void areCheckedWithoutMovingMoney() {
		String id = this.desk.make("Europe", "");

		assertThat(this.desk.ask(HttpMethod.GET, AccountDesk.one(id) + "/check", null, 200))
			.isEqualTo("{\"works\":true,\"detail\":\"The key is good.\"}");
		for (String key : List.of("revoked", "broken")) {
			var _ = this.desk.change(id, "{\"credentials\": {\"api_key\": \"key_test_%s\"}}".formatted(key), 200);
			String check = this.desk.ask(HttpMethod.GET, AccountDesk.one(id) + "/check", null, 200);
			assertThat(check).contains("\"works\":false").doesNotContain("key_test", "must not do this");
		}
		assertThat(AccountDesk.text(this.desk.ask(HttpMethod.GET, AccountDesk.one(id), null, 200), "$.first_used_at"))
			.isEqualTo("null");
	}

	@Test
	void areOnlySoMany() {
		for (int i = 0; i < 19; i++) {
			var _ = this.desk.make("Account " + i, "");
		}

		List<Integer> statuses = atOnce(4, (i) -> AccountDesk.terms("At once " + i, ""));

		assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
		String refusal = this.desk.ask(HttpMethod.POST, AccountDesk.ALL, AccountDesk.terms("One more", ""), 409);
		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo("too_many_accounts");
		assertThat(this.desk.merchant().rows(this.database, "processor_accounts")).isEqualTo(20);
	}

	@Test
	void areNotMadeTwiceByARepeatedRequest() {
		List<Integer> statuses = atOnce(4, (i) -> AccountDesk.terms("Europe", ""));

		assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
		String other = this.desk.make("Asia", "");
		for (String refusal : List.of(
				this.desk.ask(HttpMethod.POST, AccountDesk.ALL, AccountDesk.terms("Europe", ""), 409),
				this.desk.change(other, "{\"label\": \"Europe\"}", 409))) {
			assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo("label_taken");
		}
		assertThat(AccountDesk.text(this.desk.change(other, "{\"label\": \"Asia\"}", 200), "$.label"))
			.isEqualTo("Asia");
	}

	@ParameterizedTest
	@CsvSource({ "test, key_live_abcdef, 422", "live, key_test_abcdef, 422", "live, key_live_abcdef, 201" })
	void areOfTheModeOfTheKeyThatAsks(String mode, String credential, int status) {
		String key = this.desk.merchant().anotherKey(this.database, mode, "processors:read", "processors:write");
		String terms = AccountDesk.terms("Europe", "").replace(TestBank.API_KEY, credential);

		String answer = this.desk.ask(key, HttpMethod.POST, AccountDesk.ALL, terms, status);

		if (status == 422) {
			assertThat(AccountDesk.text(answer, "$.code")).isEqualTo("credentials_of_other_mode");
			assertThat(answer).doesNotContain(credential);
		}
		assertThat(JsonPath.<List<?>>read(this.desk.ask(HttpMethod.GET, AccountDesk.ALL, null, 200), "$.data"))
			.isEmpty();
	}

	@Test
	void keepTheirModeWhenTheirCredentialsAreChanged() {
		String id = this.desk.make("Europe", "");

		String refusal = this.desk.change(id, "{\"credentials\": {\"api_key\": \"key_live_abcdef\"}}", 422);

		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo("credentials_of_other_mode");
	}

	@ParameterizedTest
	@CsvSource({ "processors:read, 200, 403", "processors:write, 403, 200", "payments:write, 403, 403" })
	void needAScope(String scope, int reading, int writing) {
		String id = this.desk.make("Europe", "");
		String key = this.desk.merchant().anotherKey(this.database, "test", scope);

		for (String path : List.of(AccountDesk.ALL, AccountDesk.one(id), AccountDesk.one(id) + "/check")) {
			var _ = this.desk.ask(key, HttpMethod.GET, path, null, reading);
		}
		var _ = this.desk.ask(key, HttpMethod.PATCH, AccountDesk.one(id), "{}", writing);
	}

	/** Each on a thread of its own, however few processors there are. */
	private List<Integer> atOnce(int times, IntFunction<String> body) {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<CompletableFuture<Integer>> answers = IntStream.range(0, times)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> make(body.apply(i)), threads))
				.toList();
			return answers.stream().map(CompletableFuture::join).toList();
		}
	}

	private int make(String body) {
		return this.desk.shop()
			.http()
			.post()
			.uri(AccountDesk.ALL)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.returnResult(String.class)
			.getStatus()
			.value();
	}

}
