package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Rules;
import org.jspecify.annotations.Nullable;

/** What an event makes of a payment. Pure. */
final class Fold {

	private final Payment before;

	private final PaymentEvent event;

	private Fold(Payment before, PaymentEvent event) {
		this.before = before;
		this.event = event;
	}

	static Payment of(Payment payment, PaymentEvent event) {
		return new Fold(payment, event).after();
	}

	private Payment after() {
		Payment was = this.before;
		return switch (this.event) {
			case PaymentEvent.Created _ -> throw new IllegalArgumentException("A payment is created once");
			case PaymentEvent.RequiresAction asked ->
				next(Status.REQUIRES_ACTION, was.amounts(), null, asked.action(), null);
			case PaymentEvent.Authorized authorized ->
				next(Status.AUTHORIZED, new Amounts(was.amount(), 0, 0), null, null, authorized.expiresAt());
			case PaymentEvent.Declined declined -> next(Status.DECLINED, was.amounts(), declined.decline(), null, null);
			case PaymentEvent.Failed _ -> next(Status.FAILED, was.amounts(), null, null, null);
			case PaymentEvent.Expired _ -> moved(was.amounts().released(), Status.EXPIRED);
			case PaymentEvent.Voided _ -> moved(was.amounts().released(), Status.VOIDED);
			case PaymentEvent.Captured captured -> moved(captured(captured.operation()), Status.AUTHORIZED);
			case PaymentEvent.Refunded refunded ->
				moved(was.amounts().refunded(refunded.operation().amount()), Status.AUTHORIZED);
			case PaymentEvent.CapturePending _, PaymentEvent.CaptureFailed _, PaymentEvent.RefundPending _,
					PaymentEvent.RefundFailed _, PaymentEvent.VoidPending _, PaymentEvent.VoidFailed _,
					PaymentEvent.NeedsAttention _, PaymentEvent.Disputed _ ->
				next(was.status(), was.amounts(), was.decline(), was.nextAction(), was.expiresAt());
		};
	}

	/**
	 * A sale reserves and takes in one step. Where there is one capture alone, it lets go
	 * what it leaves.
	 */
	private Amounts captured(Operation operation) {
		Amounts reserved = (operation.kind() == Kind.SALE) ? new Amounts(this.before.amount(), 0, 0)
				: this.before.amounts();
		Amounts taken = reserved.captured(operation.amount());
		return this.before.allowed().multipleCaptures() ? taken : taken.released();
	}

	private Payment moved(Amounts amounts, Status whileNothingIsCaptured) {
		Instant expires = (amounts.capturable() > 0) ? this.before.expiresAt() : null;
		return next(amounts.status(whileNothingIsCaptured), amounts, null, null, expires);
	}

	private Payment next(Status status, Amounts amounts, @Nullable Decline decline, @Nullable NextAction action,
			@Nullable Instant expires) {
		Payment was = this.before;
		return new Payment(was.id(), status, was.version() + 1, was.amount(), was.currency(), amounts.authorized(),
				amounts.captured(), amounts.refunded(), was.capture(), was.paymentMethod(), was.reference(),
				was.description(), was.customer(), was.metadata(), was.returnUrl(), decline, action, rules(),
				operations(), disputes(), was.createdAt(), this.event.at(), expires);
	}

	/** The rules are told with the charge, and stay. */
	private @Nullable Rules rules() {
		return switch (this.event) {
			case PaymentEvent.Authorized authorized -> authorized.rules();
			case PaymentEvent.Captured captured when captured.operation().kind() == Kind.SALE -> captured.rules();
			default -> this.before.rules();
		};
	}

	private List<Operation> operations() {
		List<Operation> ended = with(this.before.operations(), this.event.ended(), Operation::id);
		return with(ended, this.event.operation(), Operation::id);
	}

	private List<Dispute> disputes() {
		Dispute told = (this.event instanceof PaymentEvent.Disputed disputed) ? disputed.dispute() : null;
		return with(this.before.disputes(), told, Dispute::id);
	}

	/** The one of the same id is replaced; one that is new comes last. */
	private static <T> List<T> with(List<T> known, @Nullable T changed, Function<T, Object> id) {
		if (changed == null) {
			return known;
		}
		List<T> all = new ArrayList<>(known);
		all.replaceAll((one) -> Objects.equals(id.apply(one), id.apply(changed)) ? changed : one);
		if (!all.contains(changed)) {
			all.add(changed);
		}
		return List.copyOf(all);
	}

}
