package dev.sluice.payments.recording;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a change writes, beside the payment itself: of its row, of the
 * operation that it is about (null where it is about none), of another one that ends by
 * it and of the key that it uses up (null where it uses none).
 */
record PaymentRow(String status, String currency, long amount, long amountAuthorized, long amountCaptured,
		long capturePending, long amountRefunded, long refundPending, long amountDisputed, @Nullable Instant expiresAt,
		@Nullable String reference, Instant createdAt, @Nullable UUID operationId, @Nullable Kind kind,
		long operationAmount, @Nullable String operationStatus, @Nullable String processor, @Nullable Instant askedAt,
		@Nullable Instant completedAt, @Nullable Instant attentionAt, @Nullable String processorReference,
		@Nullable Integer answeredVersion, @Nullable String key, @JsonRawValue @Nullable String request,
		@Nullable Integer heldAfter, @Nullable UUID endedId, @Nullable String endedStatus) {

	static PaymentRow of(Change change) {
		Payment payment = change.payment();
		Operation operation = change.event().operation();
		Optional<Operation> about = Optional.ofNullable(operation);
		Optional<Operation> ended = Optional.ofNullable(change.event().ended());
		Optional<Claim> claim = (operation != null) ? change.claim() : Optional.empty();
		return new PaymentRow(payment.status().wireName(), payment.currency(), payment.amount(),
				payment.amountAuthorized(), payment.amountCaptured(), payment.pendingAmount(Kind.CAPTURE),
				payment.amountRefunded(), payment.pendingAmount(Kind.REFUND), payment.amountDisputed(),
				payment.expiresAt(), payment.reference(), payment.createdAt(),
				about.map((asked) -> asked.id().value()).orElse(null), about.map(Operation::kind).orElse(null),
				about.map(Operation::amount).orElse(0L), about.map((asked) -> asked.status().wireName()).orElse(null),
				about.map(Operation::processor).orElse(null), about.map(Operation::createdAt).orElse(null),
				about.map(Operation::completedAt).orElse(null),
				about.map(Operation::attention).map(Operation.Attention::since).orElse(null),
				about.map(Operation::processorReference).map(ProcessorReference::value).orElse(null),
				about.map((asked) -> answeredVersion(change, asked)).orElse(null), claim.map(Claim::key).orElse(null),
				claim.map((used) -> used.request().toString()).orElse(null),
				change.tries().isPresent() ? change.tries().getAsInt() : null,
				ended.map((other) -> other.id().value()).orElse(null),
				ended.map((other) -> other.status().wireName()).orElse(null));
	}

	/**
	 * The version that the caller is answered with: with an outcome, or with what the
	 * customer has to do.
	 */
	private static @Nullable Integer answeredVersion(Change change, Operation operation) {
		boolean answers = !operation.isPending() || change.event() instanceof PaymentEvent.RequiresAction;
		return answers ? change.payment().version() : null;
	}

}
