package dev.sluice.payments.port;

import java.time.Instant;
import java.util.List;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a processor has written down of our operations. To read it changes nothing there,
 * which a look-up may do: nothing is sent again, released or given up. What fails for a
 * moment is asked for again.
 */
public interface ProcessorBook {

	/**
	 * What was written down in a time, by the processor's clock; some of what was written
	 * a second before or after it may be there, too. What was not asked for by a gateway
	 * is left out.
	 * @return in any order, a page at a time as it is wanted; {@link BookUnreadable} as
	 * an error, also after some of it
	 */
	Flux<Booking> between(Instant from, Instant to);

	/**
	 * What is written down of an operation.
	 * @return empty where nothing is; {@link BookUnreadable} as an error
	 */
	Mono<Booking> find(Entry entry);

	/**
	 * What could not be in it when it was read, since the processor does not keep or show
	 * it, as codes.
	 * @param from the first moment that was read of it
	 * @param now what time it is
	 */
	default List<String> gaps(Instant from, Instant now) {
		return List.of();
	}

	/**
	 * What is looked for.
	 *
	 * @param amount as it was asked for, in minor units of the currency
	 * @param charge what the processor calls the payment's charge; null where it has not
	 * said so
	 * @param reference what it calls this operation; null where it has not said so
	 * @param failed whether the gateway has it as failed: what another operation may have
	 * done as well is no booking of it then
	 */
	record Entry(MerchantId merchant, PaymentId payment, OperationId operation, Kind kind, long amount, String currency,
			@Nullable ProcessorReference charge, @Nullable ProcessorReference reference, boolean failed) {
	}

}
