package dev.sluice.emulators.adyen;

import java.time.Instant;
import java.util.Objects;

import dev.sluice.emulators.adyen.forms.ModificationAnswer;
import dev.sluice.emulators.adyen.ledger.AdyenPayment;
import dev.sluice.emulators.adyen.ledger.Amount;
import dev.sluice.emulators.adyen.ledger.Authorisations;
import dev.sluice.emulators.adyen.ledger.Change;
import dev.sluice.emulators.adyen.ledger.Ledger;
import dev.sluice.emulators.adyen.ledger.Modification;
import dev.sluice.emulators.adyen.ledger.Order;
import dev.sluice.emulators.adyen.ledger.Timing;
import dev.sluice.emulators.adyen.requests.DetailsRequest;
import dev.sluice.emulators.adyen.requests.ModificationRequest;
import dev.sluice.emulators.adyen.requests.PaymentRequest;
import dev.sluice.emulators.adyen.requests.ServiceError;
import dev.sluice.emulators.book.Draw;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Scribe;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Does what is asked for, in the transaction of the caller. */
class AdyenPayments {

	/** The name of this emulator. */
	static final String EMULATOR = "adyen";

	private static final int REFERENCE = 16;

	private static final int SECRET = 24;

	private static final int AUTH_CODE = 1_000_000;

	private final PaymentBook payments;

	private final MerchantAccounts accounts;

	private final Scribe scribe;

	private final Timing timing;

	AdyenPayments(PaymentBook payments, MerchantAccounts accounts, Scribe scribe, AdyenEmulatorSettings settings) {
		this.payments = payments;
		this.accounts = accounts;
		this.scribe = scribe;
		this.timing = settings.timing();
	}

	/** Begins a payment. */
	Mono<AdyenPayment> begin(PaymentRequest asked) {
		return this.accounts.find(asked.merchantAccount())
			.flatMap((account) -> this.scribe.draw().map((draw) -> order(asked, account, draw)))
			.flatMap(this::begin);
	}

	private Mono<AdyenPayment> begin(Order order) {
		Instant now = this.payments.now();
		Change change = advance(Authorisations.begin(order, this.timing, now), now);
		return this.payments.begin(change).thenReturn(change.payment());
	}

	private static Order order(PaymentRequest asked, AccountSettings account, Draw draw) {
		boolean byHand = asked.capturedByHand() || (asked.captureDelayHours() == null && account.manualCapture());
		Integer delay = byHand ? null : Objects.requireNonNullElse(asked.captureDelayHours(), 0);
		return new Order(draw.capitals("", REFERENCE), draw.capitals("", REFERENCE), draw.id("", SECRET),
				asked.merchantAccount(), asked.reference(), asked.amount(), asked.card().card(), asked.wish(),
				"%06d".formatted(draw.source().nextInt(AUTH_CODE)), delay,
				account.captures() == AccountSettings.Captures.MANY, asked.challenged(), asked.returnUrl(),
				asked.details());
	}

	/** The shopper has come back. */
	Mono<AdyenPayment> complete(DetailsRequest asked) {
		return Mono.justOrEmpty(Returning.ofResult(asked.redirectResult()))
			.flatMap((returning) -> this.payments.lock(returning.owner(), returning.pspReference())
				.filter((payment) -> payment.approved() != null
						&& payment.order().returnSecret().equals(returning.secret())))
			.switchIfEmpty(Mono.error(() -> DetailsRequest.invalid().refused()))
			.flatMap(this::complete);
	}

	private Mono<AdyenPayment> complete(AdyenPayment payment) {
		Instant now = this.payments.now();
		Change due = Ledger.advance(payment, this.timing, now);
		boolean approved = Boolean.TRUE.equals(payment.approved());
		Change change = advance(due.then(Authorisations.complete(due.payment(), approved, this.timing, now)), now);
		return this.payments.update(payment, change).thenReturn(change.payment());
	}

	/**
	 * Takes a modification, which is decided later.
	 * @param pspReference of the payment; null where it is known by the merchant's own
	 */
	Mono<ModificationAnswer> modify(ModificationRequest asked, @Nullable String pspReference) {
		Owner owner = new Owner(EMULATOR, asked.merchantAccount());
		Mono<String> named = this.payments.named(owner, Objects.requireNonNullElse(asked.paymentReference(), ""));
		return ((pspReference != null) ? Mono.just(pspReference) : named)
			.flatMap((reference) -> this.payments.lock(owner, reference))
			.switchIfEmpty(Mono.error(
					() -> ServiceError.invalid("167", "Original pspReference required for this operation").refused()))
			.flatMap((payment) -> this.scribe.draw()
				.flatMap((draw) -> receive(payment, asked, draw.capitals("", REFERENCE))));
	}

	private Mono<ModificationAnswer> receive(AdyenPayment payment, ModificationRequest asked, String reference) {
		Order order = payment.order();
		Amount amount = Objects.requireNonNullElse(asked.amount(), order.amount());
		check(payment, amount);
		Instant now = this.payments.now();
		Change due = Ledger.advance(payment, this.timing, now);
		Modification modification = Modification.received(reference, asked.kind(), amount.value(), asked.reference(),
				order);
		AdyenPayment received = Ledger.receive(due.payment(), modification, this.timing, now);
		boolean named = asked.paymentReference() != null;
		return this.payments.update(payment, new Change(received, due.events()))
			.thenReturn(new ModificationAnswer(order.merchantAccount(), named ? null : order.pspReference(),
					asked.paymentReference(), reference, asked.reference(), ModificationAnswer.RECEIVED, asked.amount(),
					asked.reason()));
	}

	private static void check(AdyenPayment payment, Amount amount) {
		if (!amount.currency().equals(payment.order().amount().currency())) {
			throw ServiceError.invalid("138", "Unsupported currency specified").refused();
		}
		if (payment.modifications().size() >= AdyenPayment.MOST_MODIFICATIONS) {
			throw ServiceError.invalid("010", "Not allowed: the payment has too many modifications").refused();
		}
	}

	private Change advance(Change change, Instant now) {
		return change.then(Ledger.advance(change.payment(), this.timing, now));
	}

}
