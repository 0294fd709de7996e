package dev.sluice.peers.tables;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.sluice.peers.tables.Payment.AvailableActions;
import dev.sluice.peers.tables.Payment.Operation;
import org.jspecify.annotations.Nullable;

/** What a processor's answer has made of a payment, with the event that says so. */
public record Outcome(Payment payment, Ended change) {

	private static final Duration AUTHORIZED_FOR = Duration.ofDays(7);

	/** What to do about declines, by their codes. */
	private static final Map<String, String> ADVICE = Map.of("generic_decline", "other_card", "insufficient_funds",
			"retry", "lost_card", "never_again", "stolen_card", "never_again", "expired_card", "other_card",
			"fraudulent", "other_card");

	/** The second event of a payment. */
	public record Ended(String type, Operation operation, @Nullable Decline decline, @Nullable String expiresAt,
			String at) {
	}

	/** The no of an issuer. */
	public record Decline(String code, @Nullable String message, @Nullable String processorCode,
			@Nullable String networkCode, @Nullable String advice) {
	}

	/** Judges an answer; null where it ends nothing, or is that to another question. */
	public static @Nullable Outcome of(NewPayment made, ProcessorAnswer answer) {
		Operation asked = made.payment().operations().getFirst();
		boolean other = answer.operation() != null && !answer.operation().equals(asked.id());
		return switch (other ? "" : Objects.requireNonNullElse(answer.status(), "")) {
			case "approved" -> made.kind().equals("sale") ? of(made, "captured", null) : of(made, "authorized", null);
			case "declined" -> of(made, "declined", decline(answer));
			default -> null;
		};
	}

	private static Decline decline(ProcessorAnswer answer) {
		String code = Objects.requireNonNullElse(answer.code(), "");
		return new Decline(code, answer.message(), null, null, ADVICE.get(code));
	}

	private static Outcome of(NewPayment made, String status, @Nullable Decline decline) {
		Instant now = Instant.now();
		String at = now.toString();
		Payment was = made.payment();
		long authorized = (decline == null) ? was.amount() : 0;
		long captured = status.equals("captured") ? was.amount() : 0;
		String expiresAt = status.equals("authorized") ? now.plus(AUTHORIZED_FOR).toString() : null;
		Operation asked = was.operations().getFirst();
		Operation operation = (decline == null) ? asked.ended("succeeded", null, at)
				: asked.ended("declined", decline.code(), at);
		Payment payment = new Payment(was.id(), status, was.version() + 1, was.amount(), was.currency(), authorized,
				captured, 0, was.capture(), was.paymentMethod(), was.reference(), was.description(), was.customer(),
				was.metadata(), was.returnUrl(), decline, null, List.of(operation), was.createdAt(), at, expiresAt,
				new AvailableActions(authorized - captured, captured, authorized > captured));
		return new Outcome(payment, new Ended("payment." + status, operation, decline, expiresAt, at));
	}

	/** How the operation has ended. */
	public String ended() {
		return this.change.operation().status();
	}

}
