package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.payments.lifecycle.PaymentEvent.Created;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * A payment: what its events so far have made of it. The API shows exactly this.
 *
 * @param version how many events it has
 * @param amount in minor units of the currency, as are the amounts that follow
 * @param amountAuthorized what is reserved or captured; what is released is taken off it
 * @param rules how its processor lets it go on
 */
@JsonIgnoreProperties(value = { "available_actions", "amount_disputed" }, allowGetters = true)
public record Payment(PaymentId id, Status status, int version, long amount, String currency, long amountAuthorized,
		long amountCaptured, long amountRefunded, CaptureMode capture, PaymentMethod paymentMethod,
		@Nullable String reference, @Nullable String description, @Nullable String customer,
		Map<String, String> metadata, @Nullable WebAddress returnUrl, @Nullable Decline decline,
		@Nullable NextAction nextAction, @Nullable Rules rules, List<Operation> operations, List<Dispute> disputes,
		Instant createdAt, Instant updatedAt, @Nullable Instant expiresAt) {

	/** Each event carries all of them; voids are taken beyond it. */
	static final int MAX_OPERATIONS = 500;

	/** There were no disputes when the first payments were written. */
	@SuppressWarnings("NullAway")
	public Payment {
		disputes = (disputes != null) ? disputes : List.of();
	}

	/** Accepts new terms: the first event of a payment. */
	public static Created create(PaymentId id, OperationId operationId, Terms terms, String processor, Actor actor,
			Instant now) {
		Kind kind = switch (terms.capture()) {
			case AUTOMATIC -> Kind.SALE;
			case MANUAL -> Kind.AUTHORIZE;
		};
		return new Created(id, terms, Operation.pending(operationId, kind, terms.amount(), processor, null, actor, now),
				now);
	}

	/** What to do about a command. Pure: nothing but the answer comes of it. */
	public Decision decide(PaymentCommand command) {
		return PaymentDecisions.of(this, command);
	}

	/** The payment that a first event makes. Pure. */
	public static Payment of(Created created) {
		Terms terms = created.terms();
		return new Payment(created.id(), Status.PROCESSING, 1, terms.amount(), terms.currency(), 0, 0, 0,
				terms.capture(), terms.paymentMethod(), terms.reference(), terms.description(), terms.customer(),
				terms.metadata(), terms.returnUrl(), null, null, null, List.of(created.operation()), List.of(),
				created.at(), created.at(), null);
	}

	/** The payment after an event. Pure. */
	public Payment apply(PaymentEvent event) {
		return Fold.of(this, event);
	}

	/** How it can go on: as its processor said, or in every way. */
	Rules allowed() {
		return (this.rules != null) ? this.rules : Rules.FREE;
	}

	/** What the merchant can ask for, until its authorization runs out. */
	@JsonProperty("available_actions")
	AvailableActions availableActions() {
		boolean voidable = releasable() > 0;
		return isFull() ? new AvailableActions(0, 0, voidable)
				: new AvailableActions(capturable(), refundable(), voidable);
	}

	/** What is reserved and neither taken nor about to be taken or released. */
	long capturable() {
		boolean last = pendingAmount(Kind.CAPTURE) > 0 && !allowed().multipleCaptures();
		return (last || pendingAmount(Kind.VOID) > 0) ? 0
				: this.amountAuthorized - this.amountCaptured - pendingAmount(Kind.CAPTURE);
	}

	/**
	 * What can be let go: all that is reserved and not taken, where none of it is about
	 * to be, or the whole amount where the customer has yet to agree.
	 */
	long releasable() {
		if (this.status == Status.REQUIRES_ACTION) {
			return (pendingAmount(Kind.VOID) > 0) ? 0 : this.amount;
		}
		boolean bound = this.amountCaptured > 0 && !allowed().voidAfterCapture();
		return (bound || pendingAmount(Kind.CAPTURE) > 0) ? 0 : capturable();
	}

	/**
	 * What is taken and neither given back nor about to be, nor disputed: all of what was
	 * taken of a payment that is being given up is about to be.
	 */
	long refundable() {
		boolean givenUp = charge().kind() == Kind.SALE && pendingAmount(Kind.VOID) > 0;
		long left = this.amountCaptured - this.amountRefunded - pendingAmount(Kind.REFUND) - amountDisputed();
		return givenUp ? 0 : Math.max(0, left);
	}

	/** What the customer wants back by way of the issuer, or has got back so. */
	@JsonProperty("amount_disputed")
	public long amountDisputed() {
		return this.disputes.stream().filter(Dispute::isHeld).mapToLong(Dispute::amount).sum();
	}

	/** The dispute that a processor calls so; empty where there is none. */
	Optional<Dispute> dispute(ProcessorReference id) {
		return this.disputes.stream().filter((dispute) -> dispute.id().equals(id)).findAny();
	}

	/** Whether a person has to find out what came of one of its operations. */
	public boolean needsAttention() {
		return this.operations.stream().anyMatch((operation) -> operation.attention() != null);
	}

	/** Whether an operation is the charge of a payment that is being given up. */
	public boolean isUnwanted(Operation operation) {
		return operation.id().equals(charge().id()) && pendingAmount(Kind.VOID) > 0;
	}

	/** Whether an operation is the charge that the customer has to agree to now. */
	public boolean isAskedOfTheCustomer(OperationId id) {
		return this.status == Status.REQUIRES_ACTION && charge().id().equals(id);
	}

	/** The operation by which the customer is charged, or the amount reserved. */
	@JsonIgnore
	public Operation charge() {
		return this.operations.getFirst();
	}

	/**
	 * Whether an operation is the release by which this payment is being given up, that
	 * was asked for while it waited for the customer.
	 */
	public boolean isGivenUpBy(OperationId id) {
		boolean unasked = charge().isPending() || charge().kind() == Kind.SALE;
		return unasked && operation(id).filter((operation) -> operation.kind() == Kind.VOID && operation.isPending())
			.isPresent();
	}

	/** Whether it has as many operations as it can carry. */
	boolean isFull() {
		return this.operations.size() >= MAX_OPERATIONS;
	}

	/** What the merchant can ask for now: nothing is captured once it has expired. */
	public AvailableActions availableActions(Instant now) {
		AvailableActions actions = availableActions();
		return hasExpired(now) ? new AvailableActions(0, actions.refund(), actions.voidable()) : actions;
	}

	/** Whether its authorization has run out, told or not. */
	boolean hasExpired(Instant now) {
		return this.expiresAt != null && !now.isBefore(this.expiresAt);
	}

	/** The sum of a kind's operations that are under way. */
	public long pendingAmount(Kind kind) {
		long sum = 0;
		for (Operation operation : this.operations) {
			if (operation.kind() == kind && operation.isPending()) {
				sum += operation.amount();
			}
		}
		return sum;
	}

	/** The operation of an id; empty where the payment has none. */
	public Optional<Operation> operation(OperationId id) {
		return this.operations.stream().filter((operation) -> operation.id().equals(id)).findAny();
	}

	/** Who holds the money: whoever was asked for it first, or took over. */
	String processor() {
		return charge().processor();
	}

	Amounts amounts() {
		return new Amounts(this.amountAuthorized, this.amountCaptured, this.amountRefunded);
	}

	/**
	 * What the merchant can ask for.
	 *
	 * @param capture the most that can be captured, in minor units
	 * @param refund the most that can be refunded, in minor units
	 * @param voidable whether it can be voided
	 */
	record AvailableActions(long capture, long refund, @JsonProperty("void") boolean voidable) {
	}

}
