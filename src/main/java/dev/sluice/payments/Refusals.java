package dev.sluice.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.payments.lifecycle.Payment;

import org.springframework.http.HttpStatus;

/** The ways in which a payment refuses a command. */
final class Refusals {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private Refusals() {
	}

	/** The payment's status does not allow it; says what is allowed instead, now. */
	static Problem forbidden(String code, String detail, Payment payment, Instant now) {
		return Problem.of(HttpStatus.CONFLICT, code, detail)
			.with("payment_status", payment.status())
			.with("available_actions", payment.availableActions(now));
	}

	/** Another request has taken the key, but has left nothing to be answered with. */
	static Problem keyInUse() {
		return Problem
			.of(HttpStatus.CONFLICT, "idempotency_key_in_use",
					"The first request with this Idempotency-Key is just being recorded; try again.")
			.withRetryAfter(RETRY_AFTER);
	}

	/** Another request has taken the key, and what it left could not be read. */
	static Problem notReplayed() {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "outcome_unknown",
				"The first request with this Idempotency-Key was recorded, but what came of it cannot be read just now. "
						+ "Repeat it with the same key.")
			.withRetryAfter(RETRY_AFTER);
	}

	/** There is no room at the processor. */
	static Problem overloaded() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"The processor has more to do than it keeps up with; this request recorded nothing. Try again.")
			.withRetryAfter(RETRY_AFTER);
	}

	/** Less than the processor does at once. */
	static Problem tooLittle(String code, long least) {
		return Problem
			.ofFields(
					code, List.of(
							new FieldError("/amount",
									"amount must be %d: the processor of this payment does it as a whole or not at all."
										.formatted(least))))
			.with("least", least);
	}

	/** More than is left. */
	static Problem tooMuch(String code, long most) {
		return Problem
			.ofFields(code, List.of(new FieldError("/amount",
					"amount must be at most %d now, in the minor unit of the payment's currency.".formatted(most))))
			.with("most", most);
	}

}
