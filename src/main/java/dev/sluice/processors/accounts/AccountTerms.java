package dev.sluice.processors.accounts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.sluice.http.JsonBody;
import dev.sluice.money.Currency;
import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.connectors.Credential;
import dev.sluice.processors.registry.Connectors;
import dev.sluice.processors.registry.RoutingRule;
import dev.sluice.values.ShownName;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Reads what is asked for of accounts. */
@Component
class AccountTerms {

	/** The last of all that there may be. */
	static final int LAST = 1_000_000;

	private static final int LONGEST_WORD = 40;

	private static final int LONGEST_LABEL = 100;

	private static final int LONGEST_CREDENTIAL = 2000;

	private static final int LONGEST_SECRET = 500;

	private static final int MOST_CURRENCIES = 200;

	private static final int MOST_CREDENTIALS = 20;

	private final Connectors connectors;

	AccountTerms(Connectors connectors) {
		this.connectors = connectors;
	}

	/** A new account. */
	Terms made(JsonBody body) {
		Optional<Connector> connector = body.optional("processor", LONGEST_WORD, this.connectors::find, "invalid_value",
				"must be one of " + String.join(", ", this.connectors.names()));
		if (connector.isEmpty() && body.isSound("processor")) {
			body.reject("processor", "missing_field", "is required");
		}
		String label = body.requiredText("label", LONGEST_LABEL);
		if (!body.isThere("credentials")) {
			body.reject("credentials", "missing_field", "is required");
		}
		Map<String, String> credentials = credentials(body, expected(connector), connector.isPresent());
		String webhookSecret = webhookSecret(body, connector);
		boolean enabled = body.optionalBoolean("enabled").orElse(true);
		Integer order = order(body);
		RoutingRule routing = routing(body).orElse(RoutingRule.ALL);
		body.finish();
		return new Terms(connector.orElseThrow(), label, credentials, webhookSecret, enabled, order, routing);
	}

	/**
	 * What is to be different; a field that is not there stays as it is.
	 * @param connector to the account's processor; empty where it is not there any more
	 */
	Amendment amendment(JsonBody body, Optional<Connector> connector) {
		String label = body.optionalText("label", LONGEST_LABEL);
		boolean there = body.isThere("credentials");
		Map<String, String> credentials = credentials(body, expected(connector), there);
		String webhookSecret = webhookSecret(body, connector);
		boolean webhooks = webhookSecret != null || body.isNull("webhook_secret");
		Optional<Boolean> enabled = body.optionalBoolean("enabled");
		Integer order = order(body);
		Optional<RoutingRule> routing = routing(body);
		body.finish();
		return new Amendment(label, enabled.isPresent() ? enabled.get() : null, order,
				routing.isPresent() ? routing.get() : null, there ? credentials : null, webhooks, webhookSecret);
	}

	private static List<Credential> expected(Optional<Connector> connector) {
		return connector.map(Connector::credentials).orElse(List.of());
	}

	/** Nothing of what they are is repeated. */
	private static Map<String, String> credentials(JsonBody body, List<Credential> expected, boolean looked) {
		Map<String, String> given = body.texts("credentials", MOST_CREDENTIALS, LONGEST_WORD, LONGEST_CREDENTIAL);
		if (!looked || !body.isSound("credentials")) {
			return Map.of();
		}
		Map<String, String> left = new HashMap<>(given);
		for (Credential credential : expected) {
			String field = "credentials/" + credential.name();
			String value = left.remove(credential.name());
			if (value == null && credential.required()) {
				body.reject(field, "invalid_credentials", "is required");
			}
			else if (value != null && body.isSound(field) && !credential.form().matcher(value).matches()) {
				body.reject(field, "invalid_credentials", credential.expectation());
			}
		}
		left.keySet()
			.forEach((name) -> body.reject("credentials/" + ShownName.inPointer(name), "invalid_credentials",
					"is no credential of this processor"));
		return given;
	}

	private static @Nullable String webhookSecret(JsonBody body, Optional<Connector> connector) {
		Credential expected = connector.map(Connector::webhookSecret).orElse(Credential.SIGNING_SECRET);
		String secret = body.optionalText(expected.name(), LONGEST_SECRET);
		if (secret != null && !expected.form().matcher(secret).matches()) {
			body.reject(expected.name(), "invalid_value", expected.expectation());
		}
		return secret;
	}

	private static @Nullable Integer order(JsonBody body) {
		OptionalLong order = body.optionalInteger("order");
		if (order.isPresent() && (order.getAsLong() < 1 || order.getAsLong() > LAST)) {
			body.reject("order", "invalid_value", "must be from 1 to " + LAST);
		}
		return order.isPresent() ? Math.toIntExact(Math.clamp(order.getAsLong(), 1, LAST)) : null;
	}

	private Optional<RoutingRule> routing(JsonBody body) {
		return body.optionalObject("routing").map((routing) -> {
			List<String> currencies = routing
				.optionalList("currencies", MOST_CURRENCIES, LONGEST_WORD,
						(code) -> Currency.find(code).map(Currency::code), "must be the code of a currency such as EUR")
				.orElse(List.of());
			Long least = amount(routing, "amount_gte");
			Long most = amount(routing, "amount_lte");
			if (least != null && most != null && least > most) {
				routing.reject("amount_lte", "invalid_value", "must not be less than amount_gte");
			}
			List<String> methods = routing
				.optionalList("payment_methods", this.connectors.methods().size(), LONGEST_WORD,
						(type) -> Optional.of(type).filter(this.connectors.methods()::contains),
						"must be one of " + String.join(", ", this.connectors.methods()))
				.orElse(List.of());
			routing.finish();
			return new RoutingRule(Set.copyOf(currencies), least, most, Set.copyOf(methods));
		});
	}

	private static @Nullable Long amount(JsonBody routing, String field) {
		OptionalLong amount = routing.optionalInteger(field);
		if (amount.isPresent() && amount.getAsLong() < 0) {
			routing.reject(field, "invalid_value", "must be 0 or more");
		}
		return amount.isPresent() ? amount.getAsLong() : null;
	}

}
