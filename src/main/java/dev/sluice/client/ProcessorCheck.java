package dev.sluice.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.sluice.client.connection.Asking;
import dev.sluice.client.trial.Setback;
import dev.sluice.client.trial.Terms;
import dev.sluice.client.trial.Trial;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds out whether an account at a processor works, by payments in test mode. */
final class ProcessorCheck {

	private static final String STORED = "stored-payment-method";

	private static final String SHOPPER = "shopper-reference";

	private static final String METHOD = "payment-method";

	static final Set<String> OPTIONS = Set.of(Access.URL, Access.KEY, "account", "currency", METHOD, STORED, SHOPPER,
			"within");

	private static final Pattern ID = Pattern.compile("pra_\\w{26}");

	private static final Pattern TIME = Pattern.compile("[1-9][0-9]{0,3}[sm]");

	private ProcessorCheck() {
	}

	/** Does so with the options; answers the exit code. */
	static int run(Arguments arguments, Surroundings surroundings) throws IOException, InterruptedException {
		if (!arguments.words().equals(List.of("check"))) {
			throw new Misuse("What about processors? Say processors check.");
		}
		Access access = Access.read(arguments, surroundings);
		if (access.isLive()) {
			throw new Misuse("This key is one of live mode, and a check makes payments. Use one of test mode.");
		}
		Terms terms = terms(arguments);
		Report report = new Report(surroundings);
		try (Asking asking = new Asking(surroundings.limits());
				OrderlyEnd _ = OrderlyEnd.ofThisThread(surroundings.limits())) {
			Trial trial = new Trial(access.gateway(asking, surroundings.limits()), terms, surroundings.limits(),
					report);
			return trial.run() ? ClientCommands.DONE : ClientCommands.FAILED;
		}
		catch (Setback ex) {
			if (ex.isMisuse()) {
				throw new Misuse(ex.words());
			}
			report.say(ex.words());
			return ClientCommands.FAILED;
		}
	}

	private static Terms terms(Arguments arguments) {
		Optional<String> account = arguments.option("account");
		if (!account.map((id) -> ID.matcher(id).matches()).orElse(true)) {
			throw new Misuse("--account must be the id of an account at a processor (pra_…).");
		}
		String currency = arguments.option("currency").orElse("EUR");
		if (!currency.matches("[A-Z]{3}")) {
			throw new Misuse("--currency must be the code of a currency, such as EUR.");
		}
		return new Terms(account, currency,
				stored(arguments).or(() -> arguments.option(METHOD).map(ProcessorCheck::method)),
				arguments.option("within").map(ProcessorCheck::time).orElse(Duration.ofMinutes(2)));
	}

	private static Optional<Object> stored(Arguments arguments) {
		Optional<String> card = arguments.option(STORED);
		Optional<String> shopper = arguments.option(SHOPPER);
		if (card.isPresent() != shopper.isPresent()) {
			throw new Misuse("--stored-payment-method and --shopper-reference go together: whose stored card it is.");
		}
		if (card.isPresent() && arguments.option(METHOD).isPresent()) {
			throw new Misuse("--payment-method says all of it; leave out --stored-payment-method.");
		}
		return card.map((stored) -> Map.of("type", "adyen", "stored_payment_method", stored, "shopper_reference",
				shopper.orElseThrow()));
	}

	/** What is wrong with it is not repeated: it may have a card in it. */
	private static Object method(String text) {
		try {
			JsonNode method = JsonMapper.shared().readTree(text);
			if (method.isObject() || method.isString()) {
				return method;
			}
		}
		catch (JacksonException ex) {
			// It is told below.
		}
		throw new Misuse(
				"--payment-method must be JSON, such as '{\"type\": \"stripe\", \"token\": \"pm_card_visa\"}'.");
	}

	private static Duration time(String text) {
		if (!TIME.matcher(text).matches()) {
			throw new Misuse("--within must be a time such as 90s or 2m.");
		}
		long number = Long.parseLong(text, 0, text.length() - 1, 10);
		return text.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
	}

}
