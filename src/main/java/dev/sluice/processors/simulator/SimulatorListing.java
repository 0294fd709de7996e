package dev.sluice.processors.simulator;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.Booking;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * A page of operations, as a simulator lists them.
 *
 * @param next behind which operation the next one begins; null for the last page
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SimulatorListing(@Nullable List<Item> data, @Nullable String next) {

	/** Those that were asked for under the name of a processor. */
	List<Booking> bookings(String processor) {
		return (this.data != null) ? this.data.stream().flatMap((item) -> item.booking(processor).stream()).toList()
				: List.of();
	}

	/** An operation. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record Item(String operation, String payment, String kind, long amount, String currency, String status,
			@Nullable String callbackUrl, Instant createdAt) {

		/**
		 * Without its time it was not understood, and nothing of it is to be relied on.
		 */
		Item {
			Objects.requireNonNull(createdAt);
		}

		/** Who asked for it says the address at which that wants to hear of it. */
		Optional<Booking> booking(String processor) {
			String[] caller = String.valueOf(this.callbackUrl).split("/", -1);
			int last = caller.length - 1;
			if (last < 2 || !caller[last - 2].equals(processor) || !caller[last].equals(this.payment)) {
				return Optional.empty();
			}
			Optional<OperationId> id = OperationId.read(this.operation);
			return MerchantId.read(caller[last - 1])
				.flatMap((merchant) -> PaymentId.read(this.payment)
					.flatMap((paid) -> id.map((found) -> booking(merchant, paid, found))));
		}

		private Booking booking(MerchantId merchant, PaymentId paid, OperationId id) {
			Kind known = Arrays.stream(Kind.values())
				.filter((each) -> each.wireName().equals(this.kind))
				.findFirst()
				.orElseThrow();
			return new Booking(merchant, paid, id, known, this.amount, this.currency, state(), null, this.createdAt);
		}

		private Booking.State state() {
			return switch (this.status) {
				case "approved" -> Booking.State.SUCCEEDED;
				case "declined" -> Booking.State.FAILED;
				default -> Booking.State.OPEN;
			};
		}

	}

}
