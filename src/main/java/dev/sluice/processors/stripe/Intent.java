package dev.sluice.processors.stripe;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import dev.sluice.payments.port.Booking;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A payment as Stripe shows it, a PaymentIntent.
 *
 * @param reference what it is called
 * @param json the object
 */
record Intent(ProcessorReference reference, JsonNode json) {

	/** Reads one; empty where it is something else. */
	static Optional<Intent> read(JsonNode json) {
		return json.path("object").asString("").equals("payment_intent")
				? StripeRequests.name(json.path("id").asString("")).map((id) -> new Intent(id, json))
				: Optional.empty();
	}

	String status() {
		return this.json.path("status").asString("");
	}

	/** What was put down with it; empty where nothing was under that name. */
	String metadata(String name) {
		return this.json.path("metadata").path(name).asString("");
	}

	/** Whether it charges what was asked for. */
	boolean charges(Request request) {
		return this.json.path("amount").asLong(-1) == StripeAmounts.of(request).orElse(-2) && isIn(request.currency());
	}

	/** Whether it took what was asked for. */
	boolean took(Request request) {
		return this.json.path("amount_received").asLong(-1) == StripeAmounts.of(request).orElse(-2)
				&& isIn(request.currency());
	}

	private boolean isIn(String currency) {
		return this.json.path("currency").asString("").equals(currency.toLowerCase(Locale.ROOT));
	}

	/** Where the customer has to go; empty where he has not. */
	Optional<WebAddress> redirect() {
		return WebAddress.read(this.json.path("next_action").path("redirect_to_url").path("url").asString(""));
	}

	/** Until when it can be captured; null where Stripe does not say. */
	@Nullable Instant captureBefore() {
		long second = this.json.path("latest_charge")
			.path("payment_method_details")
			.path("card")
			.path("capture_before")
			.asLong(0);
		return (second > 0) ? Instant.ofEpochSecond(second) : null;
	}

	/** Whether its charge was approved, whatever became of that since. */
	boolean wasApproved() {
		return this.json.path("latest_charge").path("status").asString("").equals("succeeded");
	}

	/**
	 * What came of its charge. One that waits for a customer who failed is tried again by
	 * nobody.
	 */
	Booking.State state() {
		return switch (status()) {
			case "succeeded", "requires_capture" -> Booking.State.SUCCEEDED;
			case "canceled" -> wasApproved() ? Booking.State.SUCCEEDED : Booking.State.FAILED;
			default -> (isDeadEnd() && lastError().isObject()) ? Booking.State.FAILED : Booking.State.OPEN;
		};
	}

	/** Why it failed last; a missing or null node where it did not. */
	JsonNode lastError() {
		return this.json.path("last_payment_error");
	}

	/**
	 * Whether it goes on only if it is tried again, which nobody will do: the customer
	 * failed to authenticate, or has nowhere to go for it.
	 */
	boolean isDeadEnd() {
		return switch (status()) {
			case "requires_payment_method", "requires_confirmation" -> true;
			case "requires_action" -> redirect().isEmpty();
			default -> false;
		};
	}

	/** Whether it was made for an operation. */
	boolean isOf(Request request) {
		return Objects.equals(metadata(StripeRequests.OPERATION), request.operation().toString());
	}

}
