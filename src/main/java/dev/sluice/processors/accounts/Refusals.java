package dev.sluice.processors.accounts;

import java.time.Duration;
import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.merchants.Mode;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The ways in which something cannot be done with accounts. */
final class Refusals {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private Refusals() {
	}

	static Problem tooMany(int most) {
		return Problem.of(HttpStatus.CONFLICT, "too_many_accounts",
				"There are " + most + " accounts already. Delete those that were never used, or change one.");
	}

	static Problem labelTaken() {
		return Problem.of(HttpStatus.CONFLICT, "label_taken",
				"Another account has this label. Where a request is repeated, look whether the first one was done.");
	}

	static Problem inUse() {
		return Problem.of(HttpStatus.CONFLICT, "account_in_use",
				"Payments may have been made with this account, and need it for captures, refunds and voids."
						+ " Disable it instead.");
	}

	static Problem elsewhere() {
		return Problem.of(HttpStatus.CONFLICT, "account_in_use",
				"Payments may have been made with this account, and it would be another one at the processor."
						+ " Make a new one for that, and disable this one.");
	}

	static Problem tooManyChecks() {
		return Problem
			.of(HttpStatus.TOO_MANY_REQUESTS, "too_many_concurrent_requests",
					"This account, or many others, are being checked just now; try again when that has ended.")
			.withRetryAfter(RETRY_AFTER);
	}

	static Problem otherMode(Mode mode) {
		return Problem.ofFields("credentials_of_other_mode", List.of(new FieldError("/credentials",
				"credentials must be of " + mode.label() + " mode, which is that of whoever asks.")));
	}

	/**
	 * A request that makes an account.
	 * @throws Problem 400 where it says that it is safe to repeat by a key
	 */
	static ServerRequest labelled(ServerRequest request) {
		if (HttpMethod.POST.equals(request.method()) && !request.headers().header("Idempotency-Key").isEmpty()) {
			throw Problem.of(HttpStatus.BAD_REQUEST, "idempotency_key_refused",
					"Leave Idempotency-Key out: one account has a label, so that a repeat makes no second one.");
		}
		return request;
	}

}
