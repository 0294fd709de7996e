package dev.sluice.client.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

import dev.sluice.client.connection.Limits;
import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.Refusal;

/**
 * Finds out whether an account at a processor works, by payments in test mode that go to
 * it: each is undone, also where something fails or it is interrupted.
 */
public final class Trial {

	private final Gateway gateway;

	private final Terms terms;

	private final Limits limits;

	private final Telling telling;

	/** One at a gateway, as a merchant whose key is one of test mode. */
	public Trial(Gateway gateway, Terms terms, Limits limits, Telling telling) {
		this.gateway = gateway;
		this.terms = terms;
		this.limits = limits;
		this.telling = telling;
	}

	/**
	 * Does so.
	 * @return whether all is well, and nothing is left charged
	 * @throws Setback where there is no payment to be made
	 * @throws IOException where there was none, since the gateway refuses it or is away
	 * @throws InterruptedException where it was interrupted, after what could be undone
	 */
	public boolean run() throws IOException, InterruptedException, Setback {
		try {
			String key = "check-" + UUID.randomUUID();
			TrialAccount account = TrialAccount.choose(this.gateway, this.terms.account());
			Object method = this.terms.method().isPresent() ? this.terms.method().get() : account.method();
			TrialCurrency currency = TrialCurrency.find(this.gateway, this.terms.currency());
			Scopes.check(this.gateway, key);
			this.telling
				.say("Checks " + account.words() + " with two payments of " + currency.words(currency.whole()) + ".");
			this.telling.say("Their references are " + key + "-1 and " + key + "-2.");
			Duration took = account.check(this.gateway);
			this.telling.tell(String.format(Locale.ROOT, "%-11s  %-10s  %-9s  %5d ms", "credentials", "", "taken",
					took.toMillis()));
			return steps(account, currency, method, key).run();
		}
		catch (Refusal ex) {
			throw Scopes.tooSmall(ex);
		}
	}

	private Steps steps(TrialAccount account, TrialCurrency currency, Object method, String key) {
		Duration within = this.terms.within();
		Duration tidiness = (within.compareTo(this.limits.patience()) < 0) ? within : this.limits.patience();
		return new Steps(account, currency, method, key, within, tidiness, this.telling,
				(patience) -> new Insistence(this.gateway, patience, this.limits, this.telling));
	}

}
