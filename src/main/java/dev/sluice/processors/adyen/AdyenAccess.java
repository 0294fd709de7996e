package dev.sluice.processors.adyen;

import java.util.List;
import java.util.regex.Pattern;

import dev.sluice.merchants.Mode;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Credential;
import org.jspecify.annotations.Nullable;

/**
 * As whom Adyen is called.
 *
 * @param key an API key
 * @param merchantAccount for which it is used
 * @param livePrefix what the address of live mode begins with, another one for each
 * company; null in test mode
 */
record AdyenAccess(String key, String merchantAccount, @Nullable String livePrefix) {

	private static final String KEY = "api_key";

	private static final String MERCHANT_ACCOUNT = "merchant_account";

	private static final String LIVE_PREFIX = "live_url_prefix";

	/** What an account consists of. */
	static final List<Credential> CREDENTIALS = List.of(
			new Credential(KEY, true, true, Pattern.compile("AQE[!-~]{5,1000}"),
					"must be an API key of Adyen's (AQE...)"),
			new Credential(MERCHANT_ACCOUNT, true, false, Pattern.compile("[A-Za-z0-9_-]{1,80}"),
					"must be the code of a merchant account"),
			new Credential(LIVE_PREFIX, false, false, Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,47}[A-Za-z0-9])?"),
					"must be what the host names of live mode begin with, such as 1797a841fbb37ca7-AdyenDemo"));

	static AdyenAccess of(Account account) {
		return new AdyenAccess(account.credential(KEY), account.credential(MERCHANT_ACCOUNT),
				account.credentials().get(LIVE_PREFIX));
	}

	/** Whether it reaches a mode: live mode alone has addresses of its own. */
	boolean fits(Mode mode) {
		return mode() == mode;
	}

	private Mode mode() {
		return (this.livePrefix != null) ? Mode.LIVE : Mode.TEST;
	}

	/** What fails there says nothing of others. */
	String line() {
		return (this.livePrefix != null) ? Mode.LIVE.label() + "-" + this.livePrefix : Mode.TEST.label();
	}

	/** Does not show the key. */
	@Override
	public String toString() {
		return "Adyen for " + this.merchantAccount;
	}

}
