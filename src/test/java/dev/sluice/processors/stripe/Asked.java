package dev.sluice.processors.stripe;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.Requests;
import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.connectors.Account;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.reactive.function.client.WebClient;

/** What a test asks an account at Stripe for. */
final class Asked {

	static final String SECRET = "whsec_of_a_test";

	private Asked() {
	}

	/** A connector to an address, apart from the application's own. */
	static StripeConnector connector(String url, Guard guard) {
		StripeClient client = new StripeClient(WebClient.create(), () -> URI.create(url), JsonMapper.shared(), guard);
		return new StripeConnector(client, new StripeNotifications(JsonMapper.shared()), Clock.systemUTC());
	}

	/**
	 * One that judges by so many calls, and gives a line up for as long as a test lasts.
	 */
	static Guard guard(int openAfter) {
		return new Guard("test", new StripeSettings(null, null, Duration.ofSeconds(5), Duration.ofSeconds(25), 96, 1000,
				openAfter, Duration.ofHours(1)));
	}

	static Account account(String key) {
		return account(Mode.TEST, Map.of("secret_key", key));
	}

	static Account account(Mode mode, Map<String, String> credentials) {
		return new Account("pra_test", new MerchantId(TypeId.next()), mode, credentials, null, SECRET);
	}

	/** The same account, whose credentials were replaced. */
	static Account replaced(Account account, Instant at) {
		return new Account(account.id(), account.merchant(), account.mode(), account.credentials(), at, SECRET);
	}

	/** A charge of 10.99 EUR, by somebody who can be sent to a page. */
	static Request charge(Kind kind, String token) {
		return Requests.charge(kind, 1099, "EUR", PaymentMethod.token(token),
				WebAddress.of("https://shop.example/back?order=1"));
	}

	static PaymentMethod method(Map<String, String> details) {
		return new PaymentMethod("stripe", details);
	}

}
