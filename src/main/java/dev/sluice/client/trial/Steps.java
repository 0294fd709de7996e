package dev.sluice.client.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.client.gateway.Troubles;

/**
 * The two payments of a trial: one that is captured and refunded, and one that is voided.
 */
final class Steps {

	private final TrialAccount account;

	private final TrialCurrency currency;

	private final Object method;

	private final Duration within;

	private final Telling telling;

	private final Tidying tidying;

	private final TrialPayment first;

	private final TrialPayment second;

	/**
	 * Those of a trial.
	 * @param key from which their references and idempotency keys come
	 * @param tidiness how long tidying up may take, for a payment
	 */
	Steps(TrialAccount account, TrialCurrency currency, Object method, String key, Duration within, Duration tidiness,
			Telling telling, Function<Duration, Insistence> insistences) {
		this.account = account;
		this.currency = currency;
		this.method = method;
		this.within = within;
		this.telling = telling;
		this.tidying = new Tidying(telling, currency, insistences, tidiness);
		this.first = new TrialPayment(key + "-1", within, insistences);
		this.second = new TrialPayment(key + "-2", within, insistences);
	}

	/**
	 * Makes them, and leaves nothing charged where it can.
	 * @return whether all came about, and nothing is left
	 * @throws IOException where there was nothing to be made
	 */
	boolean run() throws IOException, InterruptedException {
		boolean well = false;
		boolean interrupted = false;
		try {
			make();
			well = true;
		}
		catch (Setback ex) {
			this.telling.tell(ex.words());
		}
		catch (IOException ex) {
			if (!this.first.isPerhapsMade()) {
				throw ex;
			}
			this.telling.tell(Troubles.words(ex));
		}
		catch (InterruptedException ex) {
			interrupted = true;
			this.telling.tell("Interrupted; tidies up.");
		}
		boolean firstTidy = this.tidying.tidy(this.first);
		boolean tidy = this.tidying.tidy(this.second) && firstTidy;
		interrupted |= this.tidying.isInterrupted();
		this.telling.say(end(well, interrupted, tidy));
		if (interrupted) {
			throw new InterruptedException("Interrupted, and tidied up");
		}
		return well && tidy;
	}

	private String end(boolean well, boolean interrupted, boolean tidy) {
		String bad = interrupted ? "It was not finished with " : "It does not work with ";
		return (well ? "All is well: " + this.account.id() + " charges, captures, refunds and voids."
				: bad + this.account.id() + ".")
				+ (tidy ? " Nothing is left charged." : " Something is left, as told above.");
	}

	private void make() throws IOException, InterruptedException, Setback {
		authorize(this.first);
		ask(this.first, "capture", Map.of("amount", this.currency.captured()));
		ask(this.first, "refund", Map.of("amount", this.currency.refunded()));
		ask(this.first, "refund", Map.of());
		authorize(this.second);
		ask(this.second, "void", Map.of());
	}

	private void authorize(TrialPayment payment) throws IOException, InterruptedException, Setback {
		Step step = payment.authorize(Map.of("amount", this.currency.whole(), "currency", this.currency.code(),
				"payment_method", this.method, "capture", "manual", "reference", payment.reference(), "description",
				"A check of " + this.account.id()));
		told(step, "  " + payment.id());
		if (!step.processor().equals(this.account.id())) {
			throw Setback.of(elsewhere(step));
		}
		if (payment.isAsking()) {
			throw Setback.of("The cardholder is asked first, which a check cannot do. Pay with another card.");
		}
		demand(step, payment.decline());
	}

	private void ask(TrialPayment payment, String kind, Map<String, ?> body)
			throws IOException, InterruptedException, Setback {
		Step step = payment.ask(kind, body);
		told(step, "");
		demand(step, step.reason());
	}

	private void demand(Step step, String decline) throws Setback {
		if (!step.attention().isEmpty()) {
			throw Setback.of("What came of the " + noun(step) + " a person has to find out: " + step.attention());
		}
		if (step.isPending()) {
			throw Setback.of("Nothing is told of the " + noun(step) + " within " + this.within.toSeconds() + " s. "
					+ this.account.webhook());
		}
		if (!step.isGood()) {
			throw Setback.of("The " + noun(step) + " is " + step.status() + ": "
					+ (step.status().equals("declined") ? decline : step.reason() + nothingDone(step)));
		}
	}

	private static String noun(Step step) {
		return step.kind().equals("authorize") ? "authorization" : step.kind();
	}

	private String elsewhere(Step step) {
		return "The payment went to " + step.processor() + ", not to " + this.account.id() + nothingDone(step)
				+ ". Which account is asked is decided by order and routing of all accounts (docs/processors.md):"
				+ " change those, or disable the others for the check.";
	}

	private static String nothingDone(Step step) {
		return step.attempts()
			.stream()
			.map((attempt) -> attempt.processor() + " did nothing: " + attempt.reason())
			.collect(Collectors.collectingAndThen(Collectors.toList(),
					(all) -> all.isEmpty() ? "" : " (" + String.join("; ", all) + ")"));
	}

	private void told(Step step, String more) {
		String took = step.took().map((duration) -> duration.toMillis() + " ms").orElse("-");
		this.telling
			.tell(String
				.format(Locale.ROOT, "%-11s  %-10s  %-9s  %8s  %s%s", step.kind(), this.currency.words(step.amount()),
						step.status(), took, step.reference().isEmpty() ? "-" : step.reference(), more)
				.stripTrailing());
	}

}
