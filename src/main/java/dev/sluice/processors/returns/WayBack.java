package dev.sluice.processors.returns;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The way back of customers whom a processor sends to their issuers, for processors that
 * give the result of that to the browser: it comes by the gateway, which keeps the result
 * and has the processor asked with it. There is one for each payment and account.
 */
@Component
public class WayBack {

	private final Journeys journeys;

	private final ReturnSettings settings;

	private final OwnAddress own;

	WayBack(Journeys journeys, ReturnSettings settings, OwnAddress own) {
		this.journeys = journeys;
		this.settings = settings;
		this.own = own;
	}

	/**
	 * Writes down that a customer is sent away, before the processor is asked to. What is
	 * written down first stays: repeated, it answers the same address, whatever the
	 * operation and the address of the merchant are then.
	 * @param operation of which the processor is asked what became of it, once he is back
	 * @param returnUrl the merchant's, where he goes on to
	 * @return where the processor is to send him back to, with a secret in it; never
	 * empty, an error where it could not be written down. Cancelled, it may be
	 */
	public Mono<WebAddress> prepare(Account account, PaymentId payment, OperationId operation, WebAddress returnUrl) {
		return Mono.defer(() -> {
			Journey journey = new Journey(account.merchant(), payment, uuid(account.id()), operation, returnUrl, true);
			String secret = ReturnSecret.next();
			return this.journeys.begin(journey, secret, address(secret));
		}).map(WebAddress::recorded);
	}

	/**
	 * Whether customers of this mode can be expected to get back: to live ones an address
	 * that only this machine knows is none, nor one that can be listened to on the way.
	 */
	public boolean isReachable(Mode mode) {
		return mode == Mode.TEST || this.settings.isSecure();
	}

	/**
	 * What is known of a customer.
	 * @param account written {@code pra_…}
	 * @return empty where nothing was prepared for this payment and account of the
	 * merchant, or that is forgotten; an error where it cannot be read
	 */
	public Mono<Returned> find(MerchantId merchant, PaymentId payment, String account) {
		return Mono.justOrEmpty(TypeId.read(ProcessorAccount.PREFIX, account))
			.flatMap((id) -> this.journeys.find(merchant, payment, id));
	}

	/**
	 * Takes no result of a customer from now on; he goes on to the merchant all the same.
	 * Of this and his coming back at the same moment, one comes first.
	 * @param account written {@code pra_…}
	 * @return true where there is no result and never will be, also where it was closed
	 * before; false where there is one. Empty where nothing was prepared, or that is
	 * forgotten; after an error, and when cancelled, it may be closed or not
	 */
	public Mono<Boolean> close(MerchantId merchant, PaymentId payment, String account) {
		return Mono.justOrEmpty(TypeId.read(ProcessorAccount.PREFIX, account))
			.flatMap((id) -> this.journeys.close(merchant, payment, id));
	}

	private String address(String secret) {
		String path = ReturnRoutes.PATH + secret;
		return Objects.requireNonNullElseGet(this.settings.at(path), () -> this.own.shown(path));
	}

	private static UUID uuid(String account) {
		return TypeId.read(ProcessorAccount.PREFIX, account)
			.orElseThrow(() -> new NoSuchElementException("Not an account: " + account));
	}

}
