package dev.sluice.payments.search;

import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;

import org.springframework.http.HttpStatus;

/** The ways in which a search is refused. */
final class Refusals {

	private Refusals() {
	}

	static Problem versionNotFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "version_not_found",
				"The payment has no such version, or had none yet.");
	}

	static Problem cardNumberIn(String parameter) {
		return Problem.ofFields("card_number_refused",
				List.of(new FieldError(parameter, "Query parameter '" + parameter + "' must not hold a card number.")));
	}

}
