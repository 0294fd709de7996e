package dev.sluice.payments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.payments.Operation.Kind;
import dev.sluice.payments.Operation.OperationStatus;
import dev.sluice.payments.PaymentEvent.Created;
import dev.sluice.payments.PaymentEvent.Declined;
import dev.sluice.payments.Processor.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A payment: what its events so far have made of it. The API shows exactly this.
 *
 * @param version how many events it has
 * @param amount in minor units of the currency, as are the amounts that follow
 */
@JsonIgnoreProperties(value = "available_actions", allowGetters = true)
record Payment(PaymentId id, Status status, int version, long amount, String currency, long amountAuthorized,
		long amountCaptured, long amountRefunded, CaptureMode capture, String paymentMethod, @Nullable String reference,
		@Nullable String description, @Nullable String customer, Map<String, String> metadata,
		@Nullable String returnUrl, @Nullable Decline decline, @Nullable NextAction nextAction,
		List<Operation> operations, Instant createdAt, Instant updatedAt, @Nullable Instant expiresAt) {

	/** Accepts new terms: the first event of a payment. */
	static Created create(PaymentId id, OperationId operationId, Terms terms, Instant now) {
		Kind kind = switch (terms.capture()) {
			case AUTOMATIC -> Kind.SALE;
			case MANUAL -> Kind.AUTHORIZE;
		};
		return new Created(id, terms, Operation.pending(operationId, kind, terms.amount(), now), now);
	}

	/** What to do about a command. Pure: nothing but the answer comes of it. */
	Decision decide(PaymentCommand command) {
		return switch (command) {
			case PaymentCommand.Settle settle -> operation(settle.operation()).filter(Operation::isPending)
				.flatMap((operation) -> settle(operation, settle))
				.<Decision>map(Decision.Change::new)
				.orElseGet(Decision.Unchanged::new);
		};
	}

	private static Optional<PaymentEvent> settle(Operation operation, PaymentCommand.Settle settle) {
		Instant now = settle.now();
		return switch (settle.outcome()) {
			case Outcome.Approved _ ->
				Optional.of(approved(operation.completed(OperationStatus.SUCCEEDED, null, now), settle));
			case Outcome.Declined(String code, String message) ->
				Optional.of(new Declined(operation.completed(OperationStatus.DECLINED, code, now),
						new Decline(code, message), now));
			case Outcome.NotProcessed(String reason) ->
				Optional.of(new PaymentEvent.Failed(operation.completed(OperationStatus.FAILED, reason, now), now));
			case Outcome.Unknown _ -> Optional.empty();
		};
	}

	private static PaymentEvent approved(Operation done, PaymentCommand.Settle settle) {
		return switch (done.kind()) {
			case AUTHORIZE -> new PaymentEvent.Authorized(done, settle.now(), settle.expiresAt());
			case SALE -> new PaymentEvent.Captured(done, settle.now());
		};
	}

	/** The payment that a first event makes. Pure. */
	static Payment of(Created created) {
		Terms terms = created.terms();
		return new Payment(created.id(), Status.PROCESSING, 1, terms.amount(), terms.currency(), 0, 0, 0,
				terms.capture(), terms.paymentMethod(), terms.reference(), terms.description(), terms.customer(),
				terms.metadata(), terms.returnUrl(), null, null, List.of(created.operation()), created.at(),
				created.at(), null);
	}

	/** The payment after an event. Pure. */
	Payment apply(PaymentEvent event) {
		return switch (event) {
			case Created _ -> throw new IllegalArgumentException("A payment is created once");
			case PaymentEvent.Authorized authorized ->
				next(event, Status.AUTHORIZED, this.amount, this.amountCaptured, null, authorized.expiresAt());
			case PaymentEvent.Captured captured -> next(event, Status.CAPTURED, this.amount,
					this.amountCaptured + captured.operation().amount(), null, null);
			case Declined declined -> next(event, Status.DECLINED, 0, 0, declined.decline(), null);
			case PaymentEvent.Failed _ -> next(event, Status.FAILED, 0, 0, null, null);
		};
	}

	private Payment next(PaymentEvent event, Status status, long authorized, long captured, @Nullable Decline decline,
			@Nullable Instant expiresAt) {
		return new Payment(this.id, status, this.version + 1, this.amount, this.currency, authorized, captured,
				this.amountRefunded, this.capture, this.paymentMethod, this.reference, this.description, this.customer,
				this.metadata, this.returnUrl, decline, null, replaced(event.operation()), this.createdAt, event.at(),
				expiresAt);
	}

	/** What the merchant can ask for now. */
	@JsonProperty("available_actions")
	AvailableActions availableActions() {
		return new AvailableActions(0, 0, false);
	}

	private Optional<Operation> operation(OperationId id) {
		return this.operations.stream().filter((operation) -> operation.id().equals(id)).findAny();
	}

	private List<Operation> replaced(Operation changed) {
		List<Operation> replaced = new ArrayList<>(this.operations);
		replaced.replaceAll((operation) -> operation.id().equals(changed.id()) ? changed : operation);
		return List.copyOf(replaced);
	}

	/** The issuer's no. */
	record Decline(String code, String message) {
	}

	/** What the customer has to do: follow the URL. */
	record NextAction(String type, String url) {
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
