package dev.sluice.payments.lifecycle;

import java.util.Optional;

import dev.sluice.payments.words.Advice;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The no of an issuer, or of a processor.
 *
 * @param code of {@link DeclineCode}, or of a simulator
 * @param processorCode what the processor itself calls it, where that is known
 * @param networkCode as the card's network sent it ({@code 05}, {@code 51} …), where the
 * processor passes it on
 * @param advice what to do about it; null where the code is in no table
 */
public record Decline(String code, String message, @Nullable String processorCode, @Nullable String networkCode,
		@Nullable Advice advice) {

	static Decline of(Outcome.Declined said) {
		return new Decline(said.code(), said.message(), said.processorCode(), said.networkCode(),
				Optional.ofNullable(said.advice())
					.or(() -> DeclineCode.find(said.code()).map(DeclineCode::advice))
					.orElse(null));
	}

}
