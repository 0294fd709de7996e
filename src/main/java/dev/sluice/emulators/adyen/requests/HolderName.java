package dev.sluice.emulators.adyen.requests;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.emulators.adyen.ledger.Aftermath;
import dev.sluice.emulators.adyen.ledger.BankAnswer;
import dev.sluice.emulators.adyen.ledger.Wish;
import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;

/** What the name of a cardholder asks for in tests; it is not kept. */
final class HolderName {

	/** Such as {@code DECLINED : 06 : ERROR} and {@code Chargeback:10.4}. */
	private static final Pattern TOLD = Pattern
		.compile("\\s*(?<what>[^:]{1,40}?)\\s*(?::\\s*(?<more>[\\x20-\\x7e]{0,60}?)\\s*)?");

	private static final Pattern DISPUTE_REASON = Pattern.compile("[A-Za-z0-9.]{1,10}");

	private HolderName() {
	}

	/** People's names ask for nothing. */
	static Wish wish(String name) {
		Matcher told = TOLD.matcher(name);
		if (!told.matches() || CardNumbers.isIn(name)) {
			return Wish.NONE;
		}
		String what = told.group("what");
		@Nullable String more = told.group("more");
		Optional<Wish> later = Aftermath.ofName(what)
			.map((aftermath) -> Wish.later(aftermath, isReason(more) ? more : null));
		return later.or(() -> BankAnswer.ofName(what).map((answer) -> Wish.answer(answer, more))).orElse(Wish.NONE);
	}

	private static boolean isReason(@Nullable String code) {
		return code != null && DISPUTE_REASON.matcher(code).matches();
	}

}
