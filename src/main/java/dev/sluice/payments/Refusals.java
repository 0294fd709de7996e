package dev.sluice.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.payments.lifecycle.Payment;

import org.springframework.http.HttpStatus;

/** The ways in which a request about payments is refused. */
public final class Refusals {

	private Refusals() {
	}

	public static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "payment_not_found", "There is no payment of this id.");
	}

	public static Problem versionNotFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "version_not_found",
				"The payment has no such version, or had none yet.");
	}

	public static Problem cardNumberIn(String parameter) {
		return Problem.ofFields("card_number_refused",
				List.of(new FieldError(parameter, "Query parameter '" + parameter + "' must not hold a card number.")));
	}

	public static Problem unknownPaymentMethod() {
		return Problem.ofFields("unknown_payment_method", List
			.of(new FieldError("/payment_method", "payment_method is not a token that a configured processor knows.")));
	}

	public static Problem noProcessor() {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no_processor",
				"No processor is configured. Switch on the demo mode or set sluice.processors.simulator.url.");
	}

	/** The payment's status does not allow it; says what is allowed instead, now. */
	static Problem forbidden(String code, String detail, Payment payment, Instant now) {
		return Problem.of(HttpStatus.CONFLICT, code, detail)
			.with("payment_status", payment.status())
			.with("available_actions", payment.availableActions(now));
	}

	/** More than is left. */
	static Problem tooMuch(String code, long most) {
		return Problem
			.ofFields(code, List.of(new FieldError("/amount",
					"amount must be at most %d now, in the minor unit of the payment's currency.".formatted(most))))
			.with("most", most);
	}

	/** Others were faster time and again, or too many of them wait already. */
	public static Problem contention() {
		return Problem.of(HttpStatus.CONFLICT, "contention", "The payment is being changed by others; try again.")
			.withRetryAfter(Duration.ofSeconds(1));
	}

	public static Problem invalidKey() {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_idempotency_key",
				"Idempotency-Key must be one value of 1 to 255 visible ASCII characters, quoted or bare, and no card number.");
	}

}
