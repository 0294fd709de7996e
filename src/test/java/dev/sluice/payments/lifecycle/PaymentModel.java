package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a payment, said once more in other words: three sums, what is under way,
 * and who gave it up.
 */
final class PaymentModel {

	static final String CHANGES = "changes";

	static final String UNCHANGED = "unchanged";

	private final OperationId first;

	private final Map<OperationId, Open> open = new HashMap<>();

	private final boolean sale;

	private boolean waiting;

	/** The release that was asked for while it waited. */
	private @Nullable OperationId givingUp;

	/** How it ended, where nothing was ever taken. */
	private Status end = Status.AUTHORIZED;

	private long held;

	private long taken;

	private long givenBack;

	private final Map<ProcessorReference, PaymentCommand.NoteDispute> disputes = new HashMap<>();

	/** Of these a person has to find out what came. */
	private final Set<OperationId> doubtful = new HashSet<>();

	/** How it goes on, once that is known. */
	private Rules rules = Rules.FREE;

	PaymentModel(OperationId first, CaptureMode capture, long amount) {
		this.first = first;
		this.sale = capture == CaptureMode.AUTOMATIC;
		this.open.put(first, new Open((capture == CaptureMode.MANUAL) ? Kind.AUTHORIZE : Kind.SALE, amount));
	}

	/** What must be answered to a command, with the most that is possible. */
	String answer(PaymentCommand command) {
		return switch (command) {
			case PaymentCommand.Capture capture ->
				answer("captur", capture.amount(), capturable(capture.now()), this.rules.partialCaptures());
			case PaymentCommand.Refund refund ->
				answer("refund", refund.amount(), refundable(), this.rules.partialRefunds());
			case PaymentCommand.Release _ -> isReleasable() ? CHANGES : "not_voidable";
			case PaymentCommand.Expire expire ->
				(hasRunOut(expire.now()) && !isReleasingOrCapturing()) ? CHANGES : UNCHANGED;
			case PaymentCommand.Settle settle -> answer(settle.settlement());
			case PaymentCommand.GiveUp giveUp -> tells(giveUp) ? CHANGES : UNCHANGED;
			case PaymentCommand.NoteDispute said -> isNews(said) ? CHANGES : UNCHANGED;
		};
	}

	/** That the release ended is not enough: so must the charge, or go on for sure. */
	private boolean tells(PaymentCommand.GiveUp giveUp) {
		Outcome released = giveUp.release().outcome();
		boolean ended = released instanceof Outcome.Approved || released instanceof Outcome.Declined
				|| released instanceof Outcome.NotProcessed;
		if (!isGivenUpBy(giveUp.release().operation()) || !ended) {
			return false;
		}
		return !this.open.containsKey(this.first) || switch (giveUp.charge()) {
			case Outcome.Declined _, Outcome.NotProcessed _ -> true;
			case Outcome.ActionRequired _, Outcome.Pending _ -> !(released instanceof Outcome.Approved);
			case Outcome.Unknown _, Outcome.NotFound _, Outcome.Unanswerable _ ->
				released instanceof Outcome.NotProcessed;
			case Outcome.Approved _ -> false;
		};
	}

	private boolean isGivenUpBy(OperationId release) {
		return release.equals(this.givingUp) && this.open.containsKey(release)
				&& (this.sale || this.open.containsKey(this.first));
	}

	private static String answer(String verb, OptionalLong asked, long most, boolean inParts) {
		if (most == 0) {
			return "not_" + verb + "able";
		}
		long wanted = asked.orElse(most);
		if (wanted > most) {
			return "amount_exceeds_" + verb + "able " + most;
		}
		return (wanted < most && !inParts) ? "not_partially_" + verb + "able " + most : CHANGES;
	}

	/** Each is told of once, and ends once. */
	private boolean isNews(PaymentCommand.NoteDispute said) {
		PaymentCommand.NoteDispute known = this.disputes.get(said.id());
		return known == null || switch (known.status()) {
			case OPEN -> said.status() != DisputeStatus.OPEN;
			case WON -> said.status() == DisputeStatus.LOST;
			case LOST -> false;
		};
	}

	/** What is not the merchant's to give back. */
	long disputed() {
		return this.disputes.values()
			.stream()
			.filter((each) -> each.status() != DisputeStatus.WON)
			.mapToLong(PaymentCommand.NoteDispute::amount)
			.sum();
	}

	private boolean isReleasable() {
		boolean bound = this.taken > 0 && !this.rules.voidAfterCapture();
		return ((this.held > this.taken && !bound) || status() == Status.REQUIRES_ACTION) && !isReleasingOrCapturing();
	}

	private String answer(Settlement settlement) {
		boolean charge = settlement.operation().equals(this.first);
		boolean givenUp = this.givingUp != null && this.open.containsKey(this.givingUp);
		if (settlement.outcome() instanceof Outcome.Unanswerable) {
			return (this.open.containsKey(settlement.operation()) && !this.doubtful.contains(settlement.operation()))
					? CHANGES : UNCHANGED;
		}
		boolean known = this.open.containsKey(settlement.operation()) && !isGivenUpBy(settlement.operation());
		boolean tells = known && switch (settlement.outcome()) {
			case Outcome.Approved _ -> true;
			case Outcome.Declined _, Outcome.NotProcessed _ -> !(charge && givenUp);
			case Outcome.ActionRequired _ -> charge && !this.waiting;
			case Outcome.Pending _, Outcome.NotFound _, Outcome.Unknown _, Outcome.Unanswerable _ -> false;
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
			case PaymentCommand.Release release -> {
				boolean asked = status() == Status.REQUIRES_ACTION;
				this.givingUp = asked ? release.operation() : this.givingUp;
				this.open.put(release.operation(), new Open(Kind.VOID, asked ? charged() : this.held - this.taken));
			}
			case PaymentCommand.Expire _ -> letGo(Status.EXPIRED);
			case PaymentCommand.Settle settle -> follow(settle.settlement());
			case PaymentCommand.GiveUp giveUp -> follow(giveUp);
			case PaymentCommand.NoteDispute said ->
				this.disputes.merge(said.id(), said, (first, later) -> new PaymentCommand.NoteDispute(first.id(),
						later.status(), first.amount(), first.reason(), first.processor(), first.now()));
		}
	}

	private void follow(PaymentCommand.GiveUp giveUp) {
		var _ = this.open.remove(giveUp.release().operation());
		boolean released = giveUp.release().outcome() instanceof Outcome.Approved;
		if (!this.open.containsKey(this.first)) {
			if (this.taken > disputed()) {
				this.open.put(giveUp.refund(), new Open(Kind.REFUND, this.taken - disputed()));
			}
		}
		else if (released) {
			var _ = this.open.remove(this.first);
			letGo(Status.VOIDED);
		}
	}

	private long charged() {
		return Objects.requireNonNull(this.open.get(this.first)).amount();
	}

	boolean needsAttention() {
		return this.doubtful.stream().anyMatch(this.open::containsKey);
	}

	boolean isUnderWay() {
		return !this.open.isEmpty();
	}

	private void follow(Settlement settlement) {
		if (settlement.outcome() instanceof Outcome.ActionRequired) {
			this.waiting = true;
			this.doubtful.remove(this.first);
			return;
		}
		if (settlement.outcome() instanceof Outcome.Unanswerable) {
			this.doubtful.add(settlement.operation());
			return;
		}
		Open done = Objects.requireNonNull(this.open.remove(settlement.operation()));
		if (settlement.outcome() instanceof Outcome.Approved approved) {
			if (settlement.operation().equals(this.first) && approved.hold() != null) {
				this.rules = approved.hold().rules();
			}
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
			case CAPTURE -> {
				this.taken += done.amount();
				this.held = this.rules.multipleCaptures() ? this.held : this.taken;
			}
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
		boolean taking = underWay(Kind.CAPTURE) > 0 && !this.rules.multipleCaptures();
		return (taking || hasRunOut(now) || underWay(Kind.VOID) > 0) ? 0
				: this.held - this.taken - underWay(Kind.CAPTURE);
	}

	private long refundable() {
		boolean givenUp = this.givingUp != null && this.open.containsKey(this.givingUp) && this.sale;
		return givenUp ? 0 : Math.max(0, this.taken - this.givenBack - underWay(Kind.REFUND) - disputed());
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
