package dev.sluice.payments.recording;

import java.time.Duration;

import dev.sluice.http.Problem;

import org.springframework.http.HttpStatus;

/** Why a payment is neither found nor changed. */
public final class PaymentRefusals {

	private PaymentRefusals() {
	}

	/** 404, also for a payment of another merchant. */
	public static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "payment_not_found", "There is no payment of this id.");
	}

	/** 404, also for an operation of another payment. */
	public static Problem operationNotFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "operation_not_found", "This payment has no operation of this id.");
	}

	/** Others were faster time and again, or too many of them wait already. */
	public static Problem contention() {
		return Problem.of(HttpStatus.CONFLICT, "contention", "The payment is being changed by others; try again.")
			.withRetryAfter(Duration.ofSeconds(1));
	}

}
