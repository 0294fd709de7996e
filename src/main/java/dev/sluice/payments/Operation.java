package dev.sluice.payments;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Something that a processor is asked to do for a payment.
 *
 * @param amount in minor units of the payment's currency
 * @param reason why it failed or was declined, where it did
 * @param completedAt when its outcome was recorded; null while it is pending
 */
record Operation(OperationId id, Kind kind, long amount, OperationStatus status, @Nullable String reason,
		Instant createdAt, @Nullable Instant completedAt) {

	static Operation pending(OperationId id, Kind kind, long amount, Instant now) {
		return new Operation(id, kind, amount, OperationStatus.PENDING, null, now, null);
	}

	Operation completed(OperationStatus status, @Nullable String reason, Instant now) {
		return new Operation(this.id, this.kind, this.amount, status, reason, this.createdAt, now);
	}

	boolean isPending() {
		return this.status == OperationStatus.PENDING;
	}

	/** What is asked for. */
	enum Kind {

		/** Reserve the amount. */
		AUTHORIZE,
		/** Reserve and capture the amount in one step. */
		SALE;

		@JsonValue
		String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** How far it is. */
	enum OperationStatus {

		PENDING, SUCCEEDED, DECLINED, FAILED;

		@JsonValue
		String wireName() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
