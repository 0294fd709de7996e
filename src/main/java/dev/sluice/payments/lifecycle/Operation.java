package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;

/**
 * Something that a processor is asked to do for a payment.
 *
 * @param amount in minor units of the payment's currency
 * @param processor who is asked for it
 * @param reason why it is wanted (a refund), failed or was declined, where that is said
 * @param attempts processors that certainly did nothing, in order
 * @param actor who wants it; null where it was asked for before that was noted
 * @param processorReference what the processor calls it; null where it has not said so
 * @param attention why a person has to find out what came of it; null where none has to
 * @param resolution who found it out, where a person did
 * @param completedAt when its outcome was recorded; null while it is pending
 */
public record Operation(OperationId id, Kind kind, long amount, OperationStatus status, String processor,
		@Nullable String reason, List<Attempt> attempts, @Nullable Actor actor,
		@Nullable ProcessorReference processorReference,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Attention attention,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Resolution resolution, Instant createdAt,
		@Nullable Instant completedAt) {

	static Operation pending(OperationId id, Kind kind, long amount, String processor, @Nullable String reason,
			Actor actor, Instant now) {
		return new Operation(id, kind, amount, OperationStatus.PENDING, processor, reason, List.of(), actor, null, null,
				null, now, null);
	}

	/** It is done; the reason for which it was wanted stays. */
	Operation succeeded(Settlement settlement) {
		return completed(OperationStatus.SUCCEEDED, this.reason, settlement);
	}

	/** The issuer said no. */
	Operation declined(String code, Settlement settlement) {
		return completed(OperationStatus.DECLINED, code, settlement);
	}

	/** Nobody did anything. */
	Operation failed(String why, Settlement settlement) {
		return completed(OperationStatus.FAILED, why, settlement);
	}

	/**
	 * It waits for the customer, at a processor that is known now and can tell of it.
	 */
	Operation waiting(Settlement settlement) {
		return new Operation(this.id, this.kind, this.amount, this.status, settlement.processor(), this.reason,
				settlement.attempts(), this.actor, reference(settlement), null, null, this.createdAt, null);
	}

	private Operation completed(OperationStatus status, @Nullable String reason, Settlement settlement) {
		return new Operation(this.id, this.kind, this.amount, status, settlement.processor(), reason,
				settlement.attempts(), this.actor, reference(settlement), null, settlement.resolution(), this.createdAt,
				settlement.at());
	}

	/** What was said of it last stays where nothing else is said. */
	private @Nullable ProcessorReference reference(Settlement settlement) {
		ProcessorReference said = settlement.outcome().reference();
		return (said != null) ? said : this.processorReference;
	}

	/**
	 * This operation, pending, as the processor calls it; null where that is not known.
	 */
	public Operation known(@Nullable ProcessorReference reference) {
		return new Operation(this.id, this.kind, this.amount, this.status, this.processor, this.reason, this.attempts,
				this.actor, (reference != null) ? reference : this.processorReference, this.attention, this.resolution,
				this.createdAt, this.completedAt);
	}

	/** It is left to a person to find out what came of it, at whoever was asked last. */
	Operation doubtful(String why, Settlement settlement) {
		return new Operation(this.id, this.kind, this.amount, this.status, settlement.processor(), this.reason,
				settlement.attempts(), this.actor, this.processorReference, new Attention(why, settlement.at()),
				this.resolution, this.createdAt, this.completedAt);
	}

	/**
	 * Who said how far it is: where nobody did anything that is found here, not said by
	 * the processor.
	 */
	Actor endedBy() {
		if (this.resolution != null) {
			return this.resolution.actor();
		}
		if (this.status != OperationStatus.FAILED) {
			return Actor.processor(this.processor);
		}
		return Outcome.NotProcessed.GIVEN_UP.equals(this.reason) ? Actor.RECOVERY : Actor.ROUTING;
	}

	/** Whether its outcome is open; until it is not, its amount is reserved. */
	@JsonIgnore
	public boolean isPending() {
		return this.status == OperationStatus.PENDING;
	}

	/**
	 * Why it is left to a person.
	 *
	 * @param reason a code, such as {@code key_forgotten}
	 */
	public record Attention(String reason, Instant since) {
	}

	/**
	 * What a person found out.
	 *
	 * @param note how, in the person's own words
	 */
	public record Resolution(Actor actor, @Nullable String note) {
	}

	/** How far it is. */
	public enum OperationStatus {

		PENDING, SUCCEEDED, DECLINED, FAILED;

		@JsonValue
		public String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
