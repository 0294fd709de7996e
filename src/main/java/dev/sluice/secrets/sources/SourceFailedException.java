package dev.sluice.secrets.sources;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;

/**
 * Why a source gives no secrets, and what to do about it. It shows none, and no token.
 */
class SourceFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * What failed.
	 * @param what in words, before its reason
	 * @param token what its reason must not show; null for none
	 * @param action what a person looks at then
	 * @param cause has the reason
	 */
	SourceFailedException(String what, @Nullable String token, String action, Throwable cause) {
		super(what + ": " + reason(token, cause) + ".", cause);
		this.action = action;
	}

	/** What to do about it. */
	String action() {
		return this.action;
	}

	/** Of the exception at the bottom, on one line. */
	private static String reason(@Nullable String token, Throwable cause) {
		String message = NestedExceptionUtils.getMostSpecificCause(cause).getMessage();
		String reason = Objects.toString(message, "no answer").replaceAll("\\s+", " ").strip();
		String shown = StringUtils.hasText(token) ? reason.replace(token.strip(), "…") : reason;
		return StringUtils.trimTrailingCharacter(shown, '.');
	}

}
