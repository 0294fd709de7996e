package dev.sluice.simulator;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The cards that the simulator issues, by their tokens. */
enum TestCard {

	/** Always approved. */
	VISA("pm_card_visa", null, null),
	/** Always declined. */
	DECLINED("pm_card_declined", "generic_decline", "The card was declined.");

	private final String token;

	private final @Nullable String declineCode;

	private final @Nullable String message;

	TestCard(String token, @Nullable String declineCode, @Nullable String message) {
		this.token = token;
		this.declineCode = declineCode;
		this.message = message;
	}

	static Optional<TestCard> find(String token) {
		return Arrays.stream(values()).filter((card) -> card.token.equals(token)).findAny();
	}

	String token() {
		return this.token;
	}

	@Nullable String declineCode() {
		return this.declineCode;
	}

	@Nullable String message() {
		return this.message;
	}

	String outcome() {
		return (this.declineCode == null) ? "approved" : "declined";
	}

}
