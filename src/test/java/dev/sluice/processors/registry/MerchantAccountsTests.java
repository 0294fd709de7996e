package dev.sluice.processors.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sluice.http.Problem;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which accounts are asked for a payment. */
@SluiceTest
class MerchantAccountsTests {

	private static final PaymentMethod OBJECT = new PaymentMethod(TestBank.NAME, Map.of("token", "any"));

	private final MerchantProcessors accounts;

	private final DatabaseClient database;

	private final AccountDesk desk;

	MerchantAccountsTests(@Autowired MerchantProcessors accounts, @Autowired DatabaseClient database,
			@LocalServerPort int port) {
		this.accounts = accounts;
		this.database = database;
		this.desk = AccountDesk.open(database, port);
	}

	/** a: euros alone. b: from 1000 on, no tokens. c: up to 5000. d: disabled. */
	@ParameterizedTest
	@CsvSource({ "EUR, 100, tb_x, a c", "EUR, 1000, tb_x, a c", "EUR, 1000, object, a b c", "EUR, 5000, object, a b c",
			"EUR, 5001, object, a b", "USD, 999, object, c", "USD, 1000, object, b c", "USD, 5001, object, b",
			"USD, 5001, tb_x, no_account_takes_it", "JPY, 1000, object, no_account_takes_it",
			"EUR, 100, other, unknown_payment_method", "EUR, 100, pm_card_visa, ''", "JPY, 9999, pm_card_visa, ''" })
	void areThoseThatTakeItInTheirOrder(String currency, long amount, String method, String expected) {
		Map<String, String> names = Map.of(this.desk.make("C", "\"order\": 30, \"routing\": {\"amount_lte\": 5000}"),
				"c",
				this.desk.make("B",
						"\"order\": 20, \"routing\": {\"amount_gte\": 1000, \"payment_methods\": [\"testbank\"]}"),
				"b", this.desk.make("A", "\"order\": 10, \"routing\": {\"currencies\": [\"EUR\"]}"), "a",
				this.desk.make("D", "\"order\": 5, \"enabled\": false"), "d");
		PaymentMethod paymentMethod = switch (method) {
			case "object" -> OBJECT;
			case "other" -> new PaymentMethod("other", Map.of("token", "any"));
			default -> PaymentMethod.token(method);
		};

		if (expected.contains("_")) {
			assertThatExceptionOfType(Problem.class).isThrownBy(() -> route(currency, amount, paymentMethod))
				.satisfies((problem) -> assertThat(problem.code()).isEqualTo(expected))
				.satisfies((problem) -> assertThat(problem.status().value()).isEqualTo(422));
		}
		else {
			assertThat(route(currency, amount, paymentMethod).stream().map(names::get))
				.containsExactlyElementsOf(Stream.of(expected.split(" ")).filter((name) -> !name.isEmpty()).toList());
		}
	}

	@Test
	void areNoneWhereNoneIsEnabled() {
		assertThat(route("EUR", 100, OBJECT)).isEmpty();

		String id = this.desk.make("Europe", "");
		assertThat(route("EUR", 100, OBJECT)).containsExactly(id);

		var _ = this.desk.change(id, "{\"enabled\": false}", 200);
		assertThat(route("EUR", 100, OBJECT)).isEmpty();
		assertThat(route("JPY", 100, OBJECT)).isEmpty();
	}

	@Test
	void areFoundAlsoWhereTheyAreDisabledAndByTheirMerchantAlone() {
		String id = this.desk.make("Europe", "\"enabled\": false");

		assertThat(find(this.desk.world(), id)).isEqualTo(id);
		assertThat(find(new MerchantId(TypeId.next()), id)).isEqualTo("none");
		for (String other : List.of("simulator", "pra_", TypeId.write("pra", TypeId.next()))) {
			assertThat(find(this.desk.world(), other)).isEqualTo("none");
		}
	}

	@Test
	void areMarkedBeforeTheyAreOfferedAPayment() {
		String id = this.desk.make("Europe", "");
		String other = this.desk.make("Pounds", "\"routing\": {\"currencies\": [\"GBP\"]}");

		assertThat(route("EUR", 100, OBJECT)).containsExactly(id);

		assertThat(AccountDesk.text(this.desk.ask(HttpMethod.GET, AccountDesk.one(id), null, 200), "$.first_used_at"))
			.isNotEqualTo("null");
		var _ = this.desk.ask(HttpMethod.DELETE, AccountDesk.one(id), null, 409);
		var _ = this.desk.ask(HttpMethod.DELETE, AccountDesk.one(other), null, 204);
	}

	@Test
	void areDeletedOrOfferedAPaymentButNotBoth() {
		for (int i = 0; i < 10; i++) {
			String id = this.desk.make("Europe " + i, "");
			CompletableFuture<List<String>> offered = CompletableFuture.supplyAsync(() -> route("EUR", 100, OBJECT));
			int deleted = this.desk.shop()
				.http()
				.delete()
				.uri(AccountDesk.one(id))
				.exchange()
				.returnResult(String.class)
				.getStatus()
				.value();

			assertThat(offered.join().contains(id)).isEqualTo(deleted == 409);
			this.database.sql("delete from processor_accounts where merchant_id = $1")
				.bind(0, this.desk.merchant().id())
				.then()
				.block();
		}
	}

	@Test
	void countAsTheyAreNowWhileTheyAreChanged() {
		String id = this.desk.make("Europe", "");
		CompletableFuture<Void> busy = CompletableFuture
			.runAsync(() -> IntStream.range(0, 300).forEach((i) -> assertThat(route("EUR", 100, OBJECT)).isNotNull()));

		for (int i = 0; i < 10; i++) {
			boolean enabled = i % 2 == 1;
			var _ = this.desk.change(id, "{\"enabled\": %s}".formatted(enabled), 200);

			assertThat(route("EUR", 100, OBJECT)).isEqualTo(enabled ? List.of(id) : List.of());
		}
		busy.join();
	}

	private List<String> route(String currency, long amount, PaymentMethod method) {
		return this.accounts.route(this.desk.world(), currency, amount, method)
			.blockOptional()
			.orElseThrow()
			.stream()
			.map(Processor::name)
			.toList();
	}

	private String find(MerchantId merchant, String account) {
		return this.accounts.find(merchant, account).map(Processor::name).blockOptional().orElse("none");
	}

}
