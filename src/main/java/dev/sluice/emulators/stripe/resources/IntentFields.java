package dev.sluice.emulators.stripe.resources;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.Shown;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.money.Currency;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller says of a payment.
 *
 * @param changes members as they are to be
 * @param metadata what he puts down with it
 */
record IntentFields(ObjectNode changes, Metadata metadata) {

	private static final long LARGEST = 99_999_999;

	private static final Map<String, Long> SMALLEST = Map.of("usd", 50L, "eur", 50L, "gbp", 30L, "jpy", 50L, "chf", 50L,
			"cad", 50L, "aud", 50L);

	private static final List<String> TEXTS = List.of("customer", "description", "receipt_email", "transfer_group");

	static IntentFields read(Params params) {
		ObjectNode changes = JsonNodeFactory.instance.objectNode();
		TEXTS.forEach((name) -> text(params, changes, name, 1000));
		text(params, changes, "statement_descriptor", 22);
		text(params, changes, "statement_descriptor_suffix", 22);
		choice(params, changes, "capture_method", "automatic", "automatic_async", "manual");
		choice(params, changes, "confirmation_method", "automatic", "manual");
		choice(params, changes, "setup_future_usage", "on_session", "off_session");
		Postal.shipping(params).ifPresent((shipping) -> changes.set("shipping", shipping));
		money(params, changes);
		methods(params, changes);
		options(params, changes);
		return new IntentFields(changes, Metadata.read(params));
	}

	private static void text(Params params, ObjectNode changes, String name, int longest) {
		if (params.has(name)) {
			changes.put(name, params.text(name, longest).orElse(null));
		}
	}

	private static void choice(Params params, ObjectNode changes, String name, String... words) {
		params.choice(name, words).ifPresent((word) -> changes.put(name, word));
	}

	private static void money(Params params, ObjectNode changes) {
		params.text("currency").ifPresent((text) -> {
			String currency = text.toLowerCase(Locale.ROOT);
			if (Currency.find(text.toUpperCase(Locale.ROOT)).isEmpty()) {
				throw StripeError.ofParam(null, "currency", "Invalid currency: " + Shown.of(currency)
						+ ". Stripe currently supports these currencies: usd, eur, gbp and others.");
			}
			changes.put("currency", currency);
		});
		params.integer("amount").ifPresent((amount) -> {
			if (amount < 1) {
				throw StripeError.ofParam("parameter_invalid_integer", "amount",
						"This value must be greater than or equal to 1.");
			}
			changes.put("amount", amount);
		});
	}

	private static void methods(Params params, ObjectNode changes) {
		List<String> types = params.texts("payment_method_types");
		if (!types.isEmpty()) {
			if (!types.equals(List.of("card"))) {
				throw StripeError.ofParam(null, "payment_method_types",
						"The emulator takes payment methods of the type card alone.");
			}
			changes.putArray("payment_method_types").add("card");
		}
		params.object("automatic_payment_methods").ifPresent((given) -> {
			boolean enabled = Boolean.parseBoolean(given.required("enabled"));
			String redirects = given.choice("allow_redirects", "always", "never").orElse("always");
			if (enabled && !types.isEmpty()) {
				throw StripeError.ofRequest(null, "You may only specify one of these parameters: "
						+ "automatic_payment_methods, payment_method_types.");
			}
			if (enabled) {
				automatic(changes, redirects);
			}
		});
	}

	private static void automatic(ObjectNode changes, String redirects) {
		changes.putObject("automatic_payment_methods").put("allow_redirects", redirects).put("enabled", true);
	}

	private static void options(Params params, ObjectNode changes) {
		params.object("payment_method_options").flatMap((given) -> given.object("card")).ifPresent((card) -> {
			ObjectNode options = changes.putObject("payment_method_options").putObject("card");
			options.putNull("installments");
			options.putNull("mandate_options");
			options.putNull("network");
			options.put("request_three_d_secure",
					card.choice("request_three_d_secure", "any", "automatic", "challenge").orElse("automatic"));
		});
	}

	/** Says of a new payment what Stripe says where the caller did not. */
	void complete() {
		if (!this.changes.has("payment_method_types") && !this.changes.has("automatic_payment_methods")) {
			automatic(this.changes, "always");
		}
	}

	void applyTo(ObjectNode intent) {
		intent.setAll(this.changes);
		this.metadata.applyTo(intent);
		checkAmount(intent);
	}

	private static void checkAmount(ObjectNode intent) {
		long amount = intent.path("amount").asLong();
		String currency = intent.path("currency").asString();
		long smallest = SMALLEST.getOrDefault(currency, 1L);
		if (amount < smallest) {
			throw StripeError.ofParam("amount_too_small", "amount",
					"Amount must be at least " + smallest + " in the minor unit of " + currency + ".");
		}
		if (amount > LARGEST) {
			throw StripeError.ofParam("amount_too_large", "amount",
					"Amount must be no more than " + LARGEST + " in the minor unit of " + currency + ".");
		}
	}

}
