package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

import dev.sluice.payments.lifecycle.Operation.Kind;

/**
 * The rules of a payment, said once more in other words: three sums, and what is under
 * way.
 */
final class PaymentModel {

	static final String CHANGES = "changes";

	static final String UNCHANGED = "unchanged";

	private final OperationId first;

	private final Map<OperationId, Open> open = new HashMap<>();

	private boolean waiting;

	/** How it ended, where nothing was ever taken. */
	private Status end = Status.AUTHORIZED;

	private long held;

	private long taken;

	private long givenBack;

	PaymentModel(OperationId first, CaptureMode capture, long amount) {
		this.first = first;
		this.open.put(first, new Open((capture == CaptureMode.MANUAL) ? Kind.AUTHORIZE : Kind.SALE, amount));
	}

	/** What must be answered to a command, with the most that is possible. */
	String answer(PaymentCommand command) {
		return switch (command) {
			case PaymentCommand.Capture capture -> answer("captur", capture.amount(), capturable(capture.now()));
			case PaymentCommand.Refund refund -> answer("refund", refund.amount(), refundable());
			case PaymentCommand.Release _ ->
				(this.held > this.taken && !isReleasingOrCapturing()) ? CHANGES : "not_voidable";
			case PaymentCommand.Expire expire ->
				(hasRunOut(expire.now()) && !isReleasingOrCapturing()) ? CHANGES : UNCHANGED;
			case PaymentCommand.Settle settle -> answer(settle.settlement());
		};
	}

	private static String answer(String verb, OptionalLong asked, long most) {
		if (most == 0) {
			return "not_" + verb + "able";
		}
		return (asked.orElse(0) > most) ? "amount_exceeds_" + verb + "able " + most : CHANGES;
	}

	private String answer(Settlement settlement) {
		boolean tells = this.open.containsKey(settlement.operation()) && switch (settlement.outcome()) {
			case Outcome.Approved _, Outcome.Declined _, Outcome.NotProcessed _ -> true;
			case Outcome.ActionRequired _ -> settlement.operation().equals(this.first) && !this.waiting;
			case Outcome.Pending _, Outcome.NotFound _, Outcome.Unknown _ -> false;
		};
		return tells ? CHANGES : UNCHANGED;
	}

	/** Does what a command that changes something does. */
	void follow(PaymentCommand command) {
		switch (command) {
			case PaymentCommand.Capture capture -> this.open.put(capture.operation(),
					new Open(Kind.CAPTURE, capture.amount().orElse(capturable(capture.now()))));
			case PaymentCommand.Refund refund ->
				this.open.put(refund.operation(), new Open(Kind.REFUND, refund.amount().orElse(refundable())));
			case PaymentCommand.Release release ->
				this.open.put(release.operation(), new Open(Kind.VOID, this.held - this.taken));
			case PaymentCommand.Expire _ -> letGo(Status.EXPIRED);
			case PaymentCommand.Settle settle -> follow(settle.settlement());
		}
	}

	private void follow(Settlement settlement) {
		if (settlement.outcome() instanceof Outcome.ActionRequired) {
			this.waiting = true;
			return;
		}
		Open done = Objects.requireNonNull(this.open.remove(settlement.operation()));
		if (settlement.outcome() instanceof Outcome.Approved) {
			succeed(done);
		}
		else if (settlement.operation().equals(this.first)) {
			this.end = (settlement.outcome() instanceof Outcome.Declined) ? Status.DECLINED : Status.FAILED;
		}
	}

	private void succeed(Open done) {
		switch (done.kind()) {
			case AUTHORIZE -> this.held = done.amount();
			case SALE -> {
				this.held = done.amount();
				this.taken = done.amount();
			}
			case CAPTURE -> this.taken += done.amount();
			case REFUND -> this.givenBack += done.amount();
			case VOID -> letGo(Status.VOIDED);
		}
	}

	private void letGo(Status why) {
		this.held = this.taken;
		this.end = why;
	}

	Status status() {
		if (this.open.containsKey(this.first)) {
			return this.waiting ? Status.REQUIRES_ACTION : Status.PROCESSING;
		}
		if (this.taken == 0) {
			return this.end;
		}
		boolean more = this.held > this.taken;
		if (this.givenBack == 0) {
			return more ? Status.PARTIALLY_CAPTURED : Status.CAPTURED;
		}
		return (!more && this.givenBack == this.taken) ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
	}

	Amounts amounts() {
		return new Amounts(this.held, this.taken, this.givenBack);
	}

	/** The sum of what is under way. */
	long underWay(Kind kind) {
		return this.open.values().stream().filter((each) -> each.kind() == kind).mapToLong(Open::amount).sum();
	}

	private long capturable(Instant now) {
		return (hasRunOut(now) || underWay(Kind.VOID) > 0) ? 0 : this.held - this.taken - underWay(Kind.CAPTURE);
	}

	private long refundable() {
		return this.taken - this.givenBack - underWay(Kind.REFUND);
	}

	private boolean isReleasingOrCapturing() {
		return underWay(Kind.VOID) + underWay(Kind.CAPTURE) > 0;
	}

	private boolean hasRunOut(Instant now) {
		return this.held > this.taken && !now.isBefore(Given.EXPIRY);
	}

	/** What a processor was asked for and has not answered. */
	private record Open(Kind kind, long amount) {
	}

}
