package dev.sluice.payments.recording;

import java.time.Duration;

import dev.sluice.http.Problem;

import org.springframework.http.HttpStatus;

/** The ways in which whoever asks about a payment is refused. */
public final class PaymentRefusals {

	private PaymentRefusals() {
	}

	/** There is no such payment, or it is another merchant's. */
	public static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "payment_not_found", "There is no payment of this id.");
	}

	/** Others were faster time and again, or too many of them wait already. */
	public static Problem contention() {
		return Problem.of(HttpStatus.CONFLICT, "contention", "The payment is being changed by others; try again.")
			.withRetryAfter(Duration.ofSeconds(1));
	}

}
