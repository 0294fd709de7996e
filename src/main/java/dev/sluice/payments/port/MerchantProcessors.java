package dev.sluice.payments.port;

import java.util.List;
import java.util.Map;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.PaymentMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The processors at which merchants have accounts of their own. */
public interface MerchantProcessors {

	/**
	 * Who may be asked for a payment, in order.
	 * @param merchant whose accounts, in the mode of the payment
	 * @param amount in minor units of the currency
	 * @return processors whose names are the accounts' ids; an empty list where the
	 * merchant has no account that is enabled, and the configured ones are asked
	 * @throws dev.sluice.http.Problem as an error, where there are accounts and none of
	 * them takes the payment
	 */
	Mono<List<Processor>> route(MerchantId merchant, String currency, long amount, PaymentMethod method);

	/**
	 * An account as a processor, by its id; a disabled one as well, since what was begun
	 * there ends there. Empty where the merchant has no such account; an error where it
	 * cannot be read just now.
	 */
	Mono<Processor> find(MerchantId merchant, String account);

	/**
	 * All accounts there are, of all merchants, a page at a time: disabled ones, and
	 * those without which a connector is there, as well.
	 */
	default Flux<Owned> all() {
		return Flux.empty();
	}

	/**
	 * What the processors can do at which merchants can have accounts, by the names of
	 * these processors.
	 */
	Map<String, Capabilities> capabilities();

	/**
	 * What all accounts at the same processor share, so that they wait for one another:
	 * the name of that processor; of any other name, and of an account that nobody has
	 * asked for lately, itself.
	 */
	default String place(String processor) {
		return processor;
	}

	/**
	 * An account of a merchant.
	 *
	 * @param merchant whose it is, in its mode
	 * @param account its id, which is the name of its {@link Processor}
	 * @param processor the name of the processor at which it is
	 */
	record Owned(MerchantId merchant, String account, String processor) {
	}

}
