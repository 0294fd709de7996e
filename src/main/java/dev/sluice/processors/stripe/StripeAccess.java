package dev.sluice.processors.stripe;

import java.util.List;
import java.util.regex.Pattern;

import dev.sluice.merchants.Mode;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Credential;
import org.jspecify.annotations.Nullable;

/**
 * As whom Stripe is called.
 *
 * @param key a secret or a restricted key
 * @param account the connected account that is meant; null for the key's own
 */
record StripeAccess(String key, @Nullable String account) {

	private static final String KEY = "secret_key";

	private static final String ACCOUNT = "stripe_account";

	/** What an account consists of. */
	static final List<Credential> CREDENTIALS = List.of(
			new Credential(KEY, true, true, Pattern.compile("[sr]k_(?:test|live)_[A-Za-z0-9_]{1,240}"),
					"must be a secret or restricted key of Stripe's (sk_test_..., rk_live_...)"),
			new Credential(ACCOUNT, false, false, Pattern.compile("acct_[A-Za-z0-9]{1,64}"),
					"must be the id of a connected account (acct_...)"));

	static StripeAccess of(Account account) {
		return new StripeAccess(account.credential(KEY), account.credentials().get(ACCOUNT));
	}

	/** Whether the key is one of a mode, as its letters say. */
	boolean fits(Mode mode) {
		return mode() == mode;
	}

	/** The mode that the key is of. */
	Mode mode() {
		return this.key.startsWith("live_", 3) ? Mode.LIVE : Mode.TEST;
	}

	/** Does not show the key. */
	@Override
	public String toString() {
		return "Stripe" + ((this.account != null) ? " for " + this.account : "");
	}

}
