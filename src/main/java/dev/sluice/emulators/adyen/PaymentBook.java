package dev.sluice.emulators.adyen;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.sluice.emulators.adyen.forms.NotificationForm;
import dev.sluice.emulators.adyen.forms.NotificationSignature;
import dev.sluice.emulators.adyen.ledger.AdyenEvent;
import dev.sluice.emulators.adyen.ledger.AdyenPayment;
import dev.sluice.emulators.adyen.ledger.Change;
import dev.sluice.emulators.adyen.ledger.Order;
import dev.sluice.emulators.adyen.ledger.Step;
import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Changes;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Notice;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Scribe;
import dev.sluice.emulators.book.Task;
import dev.sluice.values.WebAddress;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payments in the book of the emulators, with what is to be told of them and what happens
 * to them later. All of it in the transaction of the caller, who holds the lock of what
 * is changed.
 */
class PaymentBook {

	private static final String PAYMENT = "payment";

	private static final String REFERENCE = "reference";

	private final Book book;

	private final Scribe scribe;

	private final MerchantAccounts accounts;

	private final Clock clock;

	PaymentBook(Book book, Scribe scribe, MerchantAccounts accounts, Clock clock) {
		this.book = book;
		this.scribe = scribe;
		this.accounts = accounts;
		this.clock = clock;
	}

	Instant now() {
		return this.clock.instant();
	}

	/** A payment as it stands; empty where there is none. */
	Mono<AdyenPayment> find(Owner owner, String pspReference) {
		return this.book.find(owner, pspReference).filter(PaymentBook::isPayment).map(PaymentBook::payment);
	}

	/** The same, kept from others until the transaction ends. */
	Mono<AdyenPayment> lock(Owner owner, String pspReference) {
		return this.book.lock(owner, pspReference).filter(PaymentBook::isPayment).map(PaymentBook::payment);
	}

	/** Adyen's reference of the newest payment with one of the merchant's. */
	Mono<String> named(Owner owner, String reference) {
		return this.book.find(owner, named(reference)).map((entry) -> entry.body().path(PAYMENT).asString());
	}

	/** Writes a new payment. */
	Mono<Void> begin(Change change) {
		Order order = change.payment().order();
		ObjectNode pointer = AdyenJson.tree(Map.of(PAYMENT, order.pspReference()));
		Entry name = Entry.of(named(order.reference()), REFERENCE, order.pspReference(), pointer);
		return write(owner(order), change, List.of(), Changes.of(name));
	}

	/** Writes what has changed; nothing where nothing has. */
	Mono<Void> update(AdyenPayment before, Change change) {
		return before.equals(change.payment()) ? Mono.empty()
				: write(owner(before.order()), change, before.steps(), Changes.NONE);
	}

	private Mono<Void> write(Owner owner, Change change, List<Step> known, Changes more) {
		AdyenPayment payment = change.payment();
		String id = payment.order().pspReference();
		Changes changes = new Changes(List.of(Entry.of(id, PAYMENT, id, AdyenJson.tree(payment))), List.of(), List.of(),
				tasks(payment, known));
		return this.accounts.find(owner.account())
			.flatMap((settings) -> this.scribe.write(owner, changes.and(more).and(notices(change, settings))));
	}

	private List<Task> tasks(AdyenPayment payment, List<Step> known) {
		Instant now = now();
		return payment.steps()
			.stream()
			.filter((step) -> !known.contains(step))
			.map((step) -> new Task(payment.order().pspReference(), step.name(), wait(now, step)))
			.toList();
	}

	private static Duration wait(Instant now, Step step) {
		Duration wait = Duration.between(now, step.due());
		return wait.isNegative() ? Duration.ZERO : wait;
	}

	private static Changes notices(Change change, AccountSettings settings) {
		WebAddress url = settings.notificationUrl();
		if (url == null || change.events().isEmpty()) {
			return Changes.NONE;
		}
		NotificationSignature signature = new NotificationSignature(settings.hmacKey());
		List<Notice> notices = change.events()
			.stream()
			.map((event) -> new Notice(subject(event), url, "", AdyenJson.text(NotificationForm.of(event, signature))))
			.toList();
		return new Changes(List.of(), List.of(), notices, List.of());
	}

	private static String subject(AdyenEvent event) {
		return event.code() + " " + event.pspReference();
	}

	private static Owner owner(Order order) {
		return new Owner(AdyenPayments.EMULATOR, order.merchantAccount());
	}

	private static String named(String reference) {
		return "reference " + reference;
	}

	private static boolean isPayment(Entry entry) {
		return entry.kind().equals(PAYMENT);
	}

	private static AdyenPayment payment(Entry entry) {
		return AdyenJson.read(entry.body(), AdyenPayment.class);
	}

}
