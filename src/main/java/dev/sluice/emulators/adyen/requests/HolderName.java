package dev.sluice.emulators.adyen.requests;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.sluice.emulators.adyen.cards.Aftermath;
import dev.sluice.emulators.adyen.cards.BankAnswer;
import dev.sluice.emulators.adyen.cards.Wish;
import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a cardholder asks for in tests, such as {@code DECLINED : 06 : ERROR}
 * and {@code Chargeback:10.4}; it is not kept.
 */
final class HolderName {

	private static final Pattern RAW = Pattern.compile("[\\x20-\\x7e]{1,60}");

	private static final Pattern DISPUTE_REASON = Pattern.compile("[A-Za-z0-9.]{1,10}");

	private HolderName() {
	}

	/** People's names ask for nothing. */
	static Wish wish(String name) {
		int colon = name.indexOf(':');
		String what = ((colon < 0) ? name : name.substring(0, colon)).strip();
		String more = (colon < 0) ? "" : name.substring(colon + 1).strip();
		Optional<Wish> later = Aftermath.ofName(what)
			.map((aftermath) -> Wish.later(aftermath, aftermath.isDispute() ? only(DISPUTE_REASON, more) : null));
		return later.or(() -> BankAnswer.ofName(what).map((answer) -> Wish.answer(answer, only(RAW, more))))
			.orElse(Wish.NONE);
	}

	/** Nothing else is kept. */
	private static @Nullable String only(Pattern pattern, String text) {
		return (pattern.matcher(text).matches() && !CardNumbers.isIn(text)) ? text : null;
	}

}
