package dev.sluice.peers.tables;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A payment as the API shows it. */
public record Payment(String id, String status, int version, long amount, @Nullable String currency,
		long amountAuthorized, long amountCaptured, long amountRefunded, String capture, @Nullable String paymentMethod,
		@Nullable String reference, @Nullable String description, @Nullable String customer,
		Map<String, String> metadata, @Nullable String returnUrl, @Nullable Object decline, @Nullable Object nextAction,
		List<Operation> operations, String createdAt, String updatedAt, @Nullable String expiresAt,
		AvailableActions availableActions) {

	/** What the processor is asked to do. */
	public record Operation(String id, String kind, long amount, String status, String processor,
			@Nullable String reason, List<Object> attempts, Actor actor, String createdAt,
			@Nullable String completedAt) {

		/** The same when it has ended. */
		Operation ended(String newStatus, @Nullable String why, String at) {
			return new Operation(this.id, this.kind, this.amount, newStatus, this.processor, why, this.attempts,
					this.actor, this.createdAt, at);
		}

	}

	/** Who asked for it. */
	public record Actor(String type, String id, String name) {
	}

	/** What the merchant can do next. */
	public record AvailableActions(long capture, long refund, @JsonProperty("void") boolean voidable) {
	}

}
