package dev.sluice.client.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.Unreadable;
import dev.sluice.values.CleanText;
import tools.jackson.databind.JsonNode;

/**
 * An account at a processor, as the gateway shows it.
 *
 * @param notifications where its processor is to post, as the gateway says it
 * @param believed whether it has a webhook secret
 */
record TrialAccount(String id, String processor, String label, boolean enabled, String notifications,
		boolean believed) {

	private static final String PATH = "/v1/processor-accounts";

	private static final int SHOWN = 100;

	private static final int DETAIL = 500;

	/** The one that is meant. */
	static TrialAccount choose(Gateway gateway, Optional<String> id) throws IOException, InterruptedException, Setback {
		List<TrialAccount> all = all(gateway);
		if (all.isEmpty()) {
			throw Setback.of("There is no account at a processor in test mode. Make one: docs/stripe.md and"
					+ " docs/adyen.md begin with how.");
		}
		List<TrialAccount> meant = all.stream()
			.filter((account) -> id.map(account.id::equals).orElse(account.enabled))
			.toList();
		if (meant.size() > 1) {
			throw Setback.misuse("Which account? Say --account= with one of\n" + list(meant));
		}
		if (meant.isEmpty() && id.isPresent()) {
			throw Setback.misuse("There is no such account in test mode. These are there:\n" + list(all));
		}
		if (meant.isEmpty() || !meant.getFirst().enabled) {
			throw Setback.of("No payments are made with an account that is disabled. Enable it by PATCH " + PATH
					+ "/{id} with {\"enabled\": true}:\n" + list(meant.isEmpty() ? all : meant));
		}
		return meant.getFirst();
	}

	private static List<TrialAccount> all(Gateway gateway) throws IOException, InterruptedException {
		List<TrialAccount> all = gateway.get(PATH).path("data").valueStream().map(TrialAccount::read).toList();
		if (!all.stream().allMatch((account) -> account.id.matches("[\\w-]{1,100}"))) {
			throw new Unreadable("an account has no id");
		}
		return all;
	}

	private static TrialAccount read(JsonNode account) {
		return new TrialAccount(account.path("id").asString(""), text(account, "processor"), text(account, "label"),
				account.path("enabled").asBoolean(false), text(account, "notification_url"),
				account.path("secrets").valueStream().anyMatch((name) -> name.asString("").equals("webhook_secret")));
	}

	private static String text(JsonNode account, String field) {
		return CleanText.of(account.path(field).asString(""), SHOWN);
	}

	private static String list(List<TrialAccount> accounts) {
		return accounts.stream().map((account) -> "  " + account.words()).collect(Collectors.joining("\n"));
	}

	/** Which one it is. */
	String words() {
		return this.id + " (" + this.processor + ", '" + this.label + "'" + (this.enabled ? ")" : ", disabled)");
	}

	/** What is paid with at its processor, where nobody says. */
	Object method() throws Setback {
		return switch (this.processor) {
			case "stripe" -> Map.of("type", "stripe", "token", "pm_card_visa");
			case "adyen" -> throw Setback.misuse("Which stored card? Say --stored-payment-method=… and"
					+ " --shopper-reference=…. At Adyen a card is stored by POST /storedPaymentMethods, which answers"
					+ " its id (docs/adyen.md).");
			default -> throw Setback
				.misuse("What is to be paid with? Say --payment-method= with what the API takes, as JSON.");
		};
	}

	/**
	 * Has its processor say whether it takes the credentials; answers how long it took.
	 */
	Duration check(Gateway gateway) throws IOException, InterruptedException, Setback {
		long begun = System.nanoTime();
		JsonNode check = gateway.get(PATH + "/" + this.id + "/check");
		if (!check.path("works").asBoolean(false)) {
			throw Setback.of("The credentials of " + words() + " do not work: "
					+ CleanText.of(check.path("detail").asString(""), DETAIL));
		}
		return Duration.ofNanos(System.nanoTime() - begun);
	}

	/** What to look at where its processor tells nothing. */
	String webhook() {
		return "The webhook is what to look at: " + this.processor + " has to reach https://<this gateway>"
				+ this.notifications
				+ (this.believed ? ", and sign with the webhook_secret of the account."
						: ", and the account has no webhook_secret, without which no notification is believed: PATCH "
								+ PATH + "/" + this.id + ".");
	}

}
