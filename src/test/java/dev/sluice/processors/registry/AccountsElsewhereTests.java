package dev.sluice.processors.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.AccountDesk;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.processors.TestBank;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two gateways that share a database: what is changed at one counts at the other. */
@SluiceTest
class AccountsElsewhereTests {

	private static final PaymentMethod METHOD = new PaymentMethod(TestBank.NAME, Map.of("token", "any"));

	private final AccountDesk desk;

	private final TestDatabase same;

	private final Map<String, String> settings = new HashMap<>();

	AccountsElsewhereTests(@Autowired DatabaseClient database, @Autowired Environment environment,
			@LocalServerPort int port) {
		this.desk = AccountDesk.open(database, port);
		this.same = TestDatabase.of(environment);
		for (String secret : List.of("sluice.secrets.current", "sluice.secrets.keys.test")) {
			this.settings.put(secret, environment.getRequiredProperty(secret));
		}
		this.settings.put("sluice.processors.accounts.known-for", "59s");
	}

	@Test
	void areAskedAsTheyAreSinceTheyWereChanged() {
		try (Instance elsewhere = Instance.start(this.same, this.settings)) {
			MerchantProcessors accounts = elsewhere.context().getBean(MerchantProcessors.class);
			assertThat(route(accounts)).isEmpty();
			String id = this.desk.make("Europe", "");
			await().atMost(Patience.LONG).until(() -> route(accounts).equals(List.of(id)));
			String other = this.desk.make("First", "\"order\": 1, \"routing\": {\"currencies\": [\"EUR\"]}");
			await().atMost(Patience.LONG).until(() -> route(accounts).size() == 2);

			var _ = this.desk.change(id, "{\"enabled\": false}", 200);

			await().atMost(Patience.LONG).until(() -> route(accounts).equals(List.of(other)));
			var _ = this.desk.ask(HttpMethod.DELETE, AccountDesk.one(other), null, 409);
		}
	}

	private List<String> route(MerchantProcessors accounts) {
		return accounts.route(this.desk.world(), "EUR", 100, METHOD)
			.blockOptional()
			.orElseThrow()
			.stream()
			.map(Processor::name)
			.toList();
	}

}
