package dev.sluice.emulators.adyen.requests;

import java.util.regex.Pattern;

import dev.sluice.values.CardNumbers;

/** Whose payments a request is about. */
public final class MerchantAccount {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

	private MerchantAccount() {
	}

	static String read(Fields fields) {
		String account = fields.text("merchantAccount", Integer.MAX_VALUE);
		if (account == null || !isName(account)) {
			throw ServiceError.invalidMerchantAccount().refused();
		}
		return account;
	}

	/** Whether an account may be called so. */
	public static boolean isName(String text) {
		return NAME.matcher(text).matches() && !CardNumbers.isIn(text);
	}

}
