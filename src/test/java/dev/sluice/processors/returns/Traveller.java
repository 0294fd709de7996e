package dev.sluice.processors.returns;

import java.net.URI;
import java.util.Objects;

import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.registry.KnownAccounts;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;

import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/**
 * A customer who was sent to his issuer.
 *
 * @param address by which he comes back
 */
record Traveller(WayBack wayBack, WebTestClient http, Account account, PaymentId payment, String address) {

	/** Where he goes on to. */
	static final WebAddress SHOP = WebAddress.of("https://shop.example/back?order=1&of=%C3%A9#paid");

	/** One of an operation of a payment. */
	static Traveller leave(WayBack wayBack, WebTestClient http, Account account, String payment, String operation) {
		PaymentId id = PaymentId.of(payment);
		WebAddress address = wayBack.prepare(account, id, OperationId.read(operation).orElseThrow(), SHOP)
			.blockOptional()
			.orElseThrow();
		return new Traveller(wayBack, http, account, id, address.toString());
	}

	/** One whom no payment has. */
	static Traveller leave(WayBack wayBack, WebTestClient http, Account account) {
		return leave(wayBack, http, account, TypeId.write("pay", TypeId.next()), TypeId.write("op", TypeId.next()));
	}

	/** The account that has this id, with its credentials. */
	static Account account(KnownAccounts accounts, String id) {
		return accounts.find(AccountDesk.uuid(id)).blockOptional().orElseThrow().opened();
	}

	/** Comes back with a result. */
	ResponseSpec comeBack(String result) {
		return visit("?redirectResult=" + result);
	}

	ResponseSpec visit(String query) {
		return this.http.get().uri(URI.create(this.address + query)).exchange();
	}

	/** What the gateway knows. */
	Returned known() {
		return Objects
			.requireNonNull(this.wayBack.find(this.account.merchant(), this.payment, this.account.id()).block());
	}

	/** Closes it. */
	boolean close() {
		return Boolean.TRUE
			.equals(this.wayBack.close(this.account.merchant(), this.payment, this.account.id()).block());
	}

}
