package dev.sluice.payments.port;

import java.time.Duration;
import java.util.Set;

import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Rules;
import org.jspecify.annotations.Nullable;

/**
 * What a processor can do, and how it answers.
 *
 * @param currencies ISO 4217; all of them where empty
 * @param rules how a payment can go on once it is authorized, where that is not told with
 * the authorization
 * @param authorizationValidity how long it holds an authorization of which it does not
 * tell that; null where the configuration alone decides
 * @param keysKept how long it surely knows a repeated request by its idempotency key, so
 * that an operation has to be given up before; null where it can be asked by our id for
 * ever
 * @param toldLater what it does not answer at once but tells later, as those who have an
 * account there are shown
 */
public record Capabilities(Set<String> currencies, Rules rules, @Nullable Duration authorizationValidity,
		@Nullable Duration keysKept, Set<Kind> toldLater) {

	/** Everything, at once. */
	public static final Capabilities ALL = new Capabilities(Set.of(), Rules.FREE, null, null, Set.of());

	public Capabilities {
		currencies = Set.copyOf(currencies);
		toldLater = Set.copyOf(toldLater);
	}

	/** Whether payments of a currency can be made there. */
	public boolean takes(String currency) {
		return this.currencies.isEmpty() || this.currencies.contains(currency);
	}

}
