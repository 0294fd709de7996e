package dev.sluice.destinations;

import java.time.Instant;

import dev.sluice.destinations.registry.Deliveries.Delivery;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to send an event, as the API shows it.
 *
 * @param id written {@code dlv_…}
 * @param position of the event
 * @param attempt 1 for the first
 * @param httpStatus where there was an answer
 * @param answer how it begins, or what went wrong
 */
record DeliveryView(String id, long position, int attempt, String outcome, @Nullable Integer httpStatus, long latencyMs,
		@Nullable String answer, Instant sentAt) {

	static DeliveryView of(Delivery delivery) {
		return new DeliveryView(TypeId.write(Delivery.PREFIX, delivery.id()), delivery.position(), delivery.attempt(),
				delivery.outcome(), delivery.httpStatus(), delivery.millis(), delivery.answer(), delivery.sentAt());
	}

}
