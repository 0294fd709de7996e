package dev.sluice.payments.idempotency;

import dev.sluice.http.Problem;

import org.springframework.http.HttpStatus;

/** The way in which a key is refused. */
final class Refusals {

	private Refusals() {
	}

	static Problem invalidKey() {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_idempotency_key",
				"Idempotency-Key must be one value of 1 to 255 visible ASCII characters, quoted or bare, and no card number.");
	}

}
