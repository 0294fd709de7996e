package dev.sluice.emulators.adyen;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import dev.sluice.emulators.adyen.ledger.Order;
import dev.sluice.emulators.adyen.requests.MerchantAccount;
import dev.sluice.emulators.book.Owner;

/**
 * How a payment is found by what a browser brings: to the page of the bank, and back from
 * it.
 *
 * @param secret empty on the way there
 */
record Returning(String account, String pspReference, String secret) {

	private static final int PARTS = 3;

	private static final int LONGEST = 300;

	/** The id of the bank's page. */
	static String page(Order order) {
		return order.merchantAccount() + "." + order.pspReference();
	}

	/** {@code redirectResult}. */
	private static String result(Order order) {
		String plain = page(order) + "." + order.returnSecret();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
	}

	/** Where the browser goes from the bank's page. */
	static String url(Order order) {
		String url = order.returnUrl();
		int hash = url.indexOf('#');
		String address = (hash < 0) ? url : url.substring(0, hash);
		String fragment = (hash < 0) ? "" : url.substring(hash);
		return address + (address.contains("?") ? "&" : "?") + "redirectResult=" + result(order) + fragment;
	}

	/** Reads the id of the bank's page; empty where it is none. */
	static Optional<Returning> ofPage(String id) {
		return of(id + ".");
	}

	/** Reads a {@code redirectResult}; empty where it is none. */
	static Optional<Returning> ofResult(String result) {
		try {
			return (result.length() > LONGEST) ? Optional.empty()
					: of(new String(Base64.getUrlDecoder().decode(result), StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Returning> of(String plain) {
		String[] parts = plain.split("\\.", -1);
		return (parts.length == PARTS && MerchantAccount.isName(parts[0]))
				? Optional.of(new Returning(parts[0], parts[1], parts[2])) : Optional.empty();
	}

	Owner owner() {
		return new Owner(AdyenPayments.EMULATOR, this.account);
	}

}
