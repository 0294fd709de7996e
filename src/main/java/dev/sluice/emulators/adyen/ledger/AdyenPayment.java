package dev.sluice.emulators.adyen.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.emulators.adyen.cards.BankAnswer;
import dev.sluice.emulators.adyen.cards.ResultCode;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands.
 *
 * @param answer what the bank said, or will say
 * @param approved what the shopper answered on the page of the bank; null where nothing
 * @param steps what is going to happen to it by itself
 */
public record AdyenPayment(Order order, Status status, BankAnswer answer, @Nullable Boolean approved, Sums sums,
		List<Modification> modifications, List<Step> steps) {

	/** How many modifications one may have, whatever became of them. */
	public static final int MOST_MODIFICATIONS = 200;

	static AdyenPayment asked(Order order) {
		return new AdyenPayment(order, Status.RECEIVED, order.wish().answer(), null, Sums.NONE, List.of(), List.of());
	}

	/** What may still be captured. */
	long open() {
		boolean given = this.sums.released() || (!this.order.manyCaptures() && this.sums.captured() > 0);
		return (given || this.status != Status.AUTHORISED) ? 0 : this.order.amount().value() - this.sums.captured();
	}

	/** The same with the shopper's answer, unless there is one, or none is waited for. */
	public AdyenPayment answered(boolean yes) {
		boolean open = this.status == Status.REDIRECTED && this.approved == null;
		return open
				? new AdyenPayment(this.order, this.status, this.answer, yes, this.sums, this.modifications, this.steps)
				: this;
	}

	/** What is said of it to the merchant. */
	public ResultCode result() {
		return switch (this.status) {
			case AUTHORISED -> ResultCode.AUTHORISED;
			case RECEIVED -> ResultCode.RECEIVED;
			case REDIRECTED -> ResultCode.REDIRECT_SHOPPER;
			case CANCELLED -> ResultCode.CANCELLED;
			case REFUSED -> (this.answer.result() == ResultCode.ERROR) ? ResultCode.ERROR : ResultCode.REFUSED;
		};
	}

	/** Why the bank said no, in the words of the scheme. */
	public String rawReason() {
		String raw = this.order.wish().raw();
		return (raw != null && this.answer == this.order.wish().answer()) ? raw
				: this.answer.code() + " : " + this.answer.name();
	}

	/** What is to happen next, by the time given; empty where nothing is due yet. */
	public Optional<Step> due(Instant now) {
		return this.steps.stream().min(Comparator.comparing(Step::due)).filter((step) -> !step.due().isAfter(now));
	}

	/** The modification of a reference. */
	Modification modification(String pspReference) {
		return this.modifications.stream()
			.filter((modification) -> modification.pspReference().equals(pspReference))
			.findAny()
			.orElseThrow();
	}

	AdyenPayment with(Status other) {
		return new AdyenPayment(this.order, other, this.answer, this.approved, this.sums, this.modifications,
				this.steps);
	}

	AdyenPayment with(BankAnswer other) {
		return new AdyenPayment(this.order, this.status, other, this.approved, this.sums, this.modifications,
				this.steps);
	}

	AdyenPayment with(Sums other) {
		return new AdyenPayment(this.order, this.status, this.answer, this.approved, other, this.modifications,
				this.steps);
	}

	AdyenPayment and(Step step) {
		return withSteps(Stream.concat(this.steps.stream(), Stream.of(step)).toList());
	}

	AdyenPayment without(Step step) {
		return withSteps(this.steps.stream().filter((other) -> !other.equals(step)).toList());
	}

	AdyenPayment without(Step.Kind kind) {
		return withSteps(this.steps.stream().filter((step) -> step.kind() != kind).toList());
	}

	AdyenPayment and(Modification modification) {
		return withModifications(Stream.concat(this.modifications.stream(), Stream.of(modification)).toList());
	}

	AdyenPayment end(Modification ended, Modification.Status how) {
		return withModifications(this.modifications.stream()
			.map((other) -> other.pspReference().equals(ended.pspReference()) ? other.with(how) : other)
			.toList());
	}

	private AdyenPayment withSteps(List<Step> others) {
		return new AdyenPayment(this.order, this.status, this.answer, this.approved, this.sums, this.modifications,
				others);
	}

	private AdyenPayment withModifications(List<Modification> others) {
		return new AdyenPayment(this.order, this.status, this.answer, this.approved, this.sums, others, this.steps);
	}

	/** How the authorisation of a payment stands. */
	public enum Status {

		RECEIVED, REDIRECTED, AUTHORISED, REFUSED, CANCELLED;

	}

}
