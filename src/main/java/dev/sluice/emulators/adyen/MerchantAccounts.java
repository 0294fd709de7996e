package dev.sluice.emulators.adyen;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Changes;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Scribe;
import dev.sluice.emulators.book.Selection;
import dev.sluice.http.Problem;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;

/**
 * What is set up for merchant accounts. Every account is there already, with what nobody
 * has set up otherwise.
 */
class MerchantAccounts {

	private static final String KIND = "account";

	/** No merchant account is called so. */
	private static final Owner ALL = new Owner(AdyenPayments.EMULATOR, "");

	private final Book book;

	private final Scribe scribe;

	private final int most;

	MerchantAccounts(Book book, Scribe scribe, AdyenEmulatorSettings settings) {
		this.book = book;
		this.scribe = scribe;
		this.most = settings.maxAccounts();
	}

	/** The settings of an account; never empty. */
	Mono<AccountSettings> find(String account) {
		return this.book.find(ALL, account)
			.map((entry) -> AdyenJson.read(entry.body(), AccountSettings.class))
			.defaultIfEmpty(AccountSettings.NONE);
	}

	/** Puts others in force; a {@link Problem} 409 where there are too many accounts. */
	Mono<AccountSettings> put(String account, AccountSettings settings) {
		ObjectNode body = AdyenJson.tree(settings);
		Mono<Void> write = this.scribe.write(ALL, Changes.of(new Entry(account, KIND, account, body, true)));
		return this.book.transaction(room(account).then(write).thenReturn(settings));
	}

	private Mono<Void> room(String account) {
		return this.book.list(ALL, Selection.newest(KIND, "{}", this.most))
			.filter((all) -> all.size() >= this.most && all.stream().noneMatch((entry) -> entry.id().equals(account)))
			.flatMap((full) -> Mono.error(Problem.of(HttpStatus.CONFLICT, "too_many_accounts",
					"The emulator keeps settings of at most " + this.most + " merchant accounts.")));
	}

}
