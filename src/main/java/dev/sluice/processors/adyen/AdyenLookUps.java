package dev.sluice.processors.adyen;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.calls.TransportFailure;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.returns.Returned;
import dev.sluice.processors.returns.WayBack;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds out what came of an operation, at which Adyen cannot be asked by its name: by the
 * same request with the same key, for as long as Adyen surely remembers it, and by what
 * the shopper brought back. What Adyen has received it tells the end of by itself, and
 * there is nothing to ask.
 */
class AdyenLookUps {

	/** Adyen keeps keys for 31 days; a week is enough. */
	static final Duration KEYS_KEPT = Duration.ofDays(7);

	/** For how long a shopper may take to come back from the issuer. */
	private static final Duration PATIENCE = Duration.ofHours(23);

	/** A charge of which nothing was heard is not begun any later than this. */
	private static final Duration STILL_WANTED = Duration.ofHours(25);

	/** After which Adyen has told of what was done, if it was. */
	private static final Duration SETTLED = Duration.ofHours(1);

	/** After which Adyen should have told what came of what it received. */
	private static final Duration TOLD_WITHIN = Duration.ofDays(3);

	/** What Adyen will not say otherwise. */
	private static final Set<String> LASTING = Set.of(AdyenOutcomes.OTHER_AMOUNT, AdyenOutcomes.OTHER_PAYMENT.reason());

	private final AdyenClient client;

	private final AdyenAccess access;

	private final Account account;

	private final WayBack wayBack;

	private final Supplier<Settlements> settlements;

	private final Clock clock;

	AdyenLookUps(AdyenClient client, Account account, WayBack wayBack, Supplier<Settlements> settlements, Clock clock) {
		this.client = client;
		this.access = AdyenAccess.of(account);
		this.account = account;
		this.wayBack = wayBack;
		this.settlements = settlements;
		this.clock = clock;
	}

	/** What came of an operation; an error where Adyen could not be asked. */
	Mono<Outcome> of(Request request) {
		return switch (request.kind()) {
			case AUTHORIZE, SALE -> charge(request);
			case CAPTURE, REFUND -> change(request, AdyenRequests.charged(request));
			case VOID -> release(request);
		};
	}

	/**
	 * Nothing was sent before it was written down where the shopper comes back to. One
	 * who is not let in any more was waited for, so that nothing was charged.
	 */
	private Mono<Outcome> charge(Request request) {
		return back(request).flatMap((back) -> {
			String result = back.map(Returned::result).orElse(null);
			if (result != null) {
				return details(request, back.get(), result);
			}
			if (back.isEmpty() && request.reference() == null && AdyenRequests.canAsk(request)) {
				return Mono.just(unprepared(request));
			}
			return back.map(Returned::closed).orElse(false) ? Mono.just(closed(request)) : again(request);
		});
	}

	/** After a while it may have been forgotten instead. */
	private Outcome unprepared(Request request) {
		return isYounger(request, STILL_WANTED) ? new Outcome.NotFound() : new Outcome.Unanswerable("not_asked_again");
	}

	private Outcome closed(Request request) {
		return isYounger(request, PATIENCE) ? AdyenOutcomes.canceled() : AdyenOutcomes.abandoned();
	}

	private Mono<Outcome> again(Request request) {
		boolean named = request.reference() != null;
		if (!isYounger(request, named ? KEYS_KEPT : STILL_WANTED)) {
			return Mono.just(new Outcome.Unanswerable(named ? "not_told" : "not_asked_again"));
		}
		if (AdyenRequests.isForgotten(request)) {
			return Mono.just((request.reference() != null) ? received(request, request.reference())
					: new Outcome.Unanswerable("card_forgotten"));
		}
		return returnAddress(request)
			.flatMap((back) -> this.client.send(this.access, AdyenRequests.charge(this.access, request, back)))
			.map((answer) -> answer.isSuccess() ? AdyenOutcomes.charge(request, AdyenReference.of(request), answer)
					: AdyenRefusals.repeated(request, answer))
			.flatMap((outcome) -> (outcome instanceof Outcome.ActionRequired asked) ? waiting(request, asked)
					: Mono.just(lasting(request, outcome)));
	}

	/** Where the shopper comes back to; of one who is not asked it does not matter. */
	Mono<WebAddress> returnAddress(Request request) {
		WebAddress shop = request.returnUrl();
		return (shop != null && AdyenRequests.canAsk(request))
				? this.wayBack.prepare(this.account, request.payment(), request.operation(), shop)
				: Mono.just(AdyenRequests.nowhere(request));
	}

	/** A charge that waits for its shopper: nobody but us goes on with it. */
	private Mono<Outcome> waiting(Request request, Outcome.ActionRequired asked) {
		return isYounger(request, PATIENCE) ? Mono.just(asked)
				: this.wayBack.close(merchant(), request.payment(), this.account.id())
					.map((closed) -> closed ? AdyenOutcomes.abandoned() : asked);
	}

	/**
	 * What there will be no better answer to: a person has to find out what came of it.
	 */
	private Outcome lasting(Request request, Outcome outcome) {
		return switch (outcome) {
			case Outcome.Pending(var reference) -> received(request, reference);
			case Outcome.Unknown unknown when LASTING.contains(unknown.reason()) ->
				new Outcome.Unanswerable(unknown.reason());
			default -> outcome;
		};
	}

	/** He comes back once, so that he is not asked twice. */
	private Outcome brought(Request request, String charge, AdyenAnswer answer) {
		Outcome outcome = AdyenOutcomes.brought(request, charge, answer);
		return (outcome instanceof Outcome.ActionRequired) ? new Outcome.Unanswerable("asked_again") : outcome;
	}

	/** What the shopper brought decides. */
	private Mono<Outcome> details(Request request, Returned back, String result) {
		if (!this.clock.instant().isBefore(back.since().plus(KEYS_KEPT))) {
			return Mono.just(new Outcome.Unanswerable("key_forgotten"));
		}
		String charge = AdyenReference.ofCharge(request.payment(), back.operation());
		return this.client.send(this.access, AdyenRequests.details(this.access, back.operation(), result))
			.delayUntil((answer) -> tellAnother(charge, answer))
			.map((answer) -> {
				if (answer.isInvalid()) {
					return useless(back, answer);
				}
				return lasting(request, answer.isSuccess() ? brought(request, charge, answer)
						: new Outcome.Unknown(AdyenRefusals.reason(answer)));
			});
	}

	/** What a shopper brought of another payment has ended that one at Adyen. */
	private Mono<Boolean> tellAnother(String charge, AdyenAnswer answer) {
		return Mono.justOrEmpty(AdyenReference.another(charge, answer.text("merchantReference")))
			.zipWith(Mono.justOrEmpty(AdyenOutcomes.ended(answer)))
			.flatMap((said) -> this.settlements.get()
				.settle(this.account.id(), merchant().toString(), said.getT1().payment(), said.getT1().operation(),
						said.getT2().outcome(), said.getT2().of()))
			.onErrorMap((error) -> new TransportFailure("not_recorded"));
	}

	/** Was it of use before, Adyen has told so by now. */
	private Outcome useless(Returned back, AdyenAnswer answer) {
		Instant returned = back.returnedAt();
		return (returned == null || this.clock.instant().isBefore(returned.plus(SETTLED)))
				? new Outcome.Unknown(AdyenRefusals.reason(answer)) : AdyenOutcomes.unauthenticated(answer);
	}

	private Mono<Outcome> change(Request request, ProcessorReference charge) {
		ProcessorReference known = request.reference();
		if (known != null) {
			return Mono.just(received(request, known));
		}
		return isYounger(request, KEYS_KEPT)
				? this.client.send(this.access, AdyenRequests.change(this.access, request, charge))
					.map((answer) -> answer.isSuccess() ? AdyenOutcomes.change(answer)
							: AdyenRefusals.repeated(request, answer))
				: Mono.just(new Outcome.Unanswerable("key_forgotten"));
	}

	/** Adyen does not answer what it tells by itself. */
	private Outcome received(Request request, @Nullable ProcessorReference reference) {
		return isYounger(request, TOLD_WITHIN) ? new Outcome.Pending(reference) : new Outcome.Unanswerable("not_told");
	}

	private Mono<Outcome> release(Request request) {
		ProcessorReference charge = request.charge();
		return (charge != null) ? change(request, charge) : giveUp(request);
	}

	/**
	 * Gives up a charge that waits for its shopper: from now on he is not let in. If he
	 * was faster, what he brought decides.
	 */
	Mono<Outcome> giveUp(Request request) {
		return this.wayBack.close(merchant(), request.payment(), this.account.id())
			.flatMap((closed) -> closed ? Mono.just(new Outcome.Approved()) : whatHeBrought(request))
			.switchIfEmpty(Mono.fromSupplier(() -> isYounger(request, TOLD_WITHIN)
					? new Outcome.Unknown("charge_unknown") : new Outcome.Unanswerable("charge_unknown")));
	}

	private Mono<Outcome> whatHeBrought(Request request) {
		return back(request).flatMap(Mono::justOrEmpty)
			.flatMap((back) -> Mono.justOrEmpty(back.result()).flatMap((result) -> details(request, back, result)))
			.map((outcome) -> switch (outcome) {
				case Outcome.Approved _ -> AdyenOutcomes.tooLate();
				case Outcome.Declined _ -> new Outcome.Approved();
				case Outcome.Unanswerable _ -> outcome;
				default -> isYounger(request, TOLD_WITHIN) ? new Outcome.Unknown("customer_came_back")
						: new Outcome.Unanswerable("not_told");
			});
	}

	private Mono<Optional<Returned>> back(Request request) {
		return this.wayBack.find(merchant(), request.payment(), this.account.id())
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty());
	}

	private MerchantId merchant() {
		return this.account.merchant();
	}

	private boolean isYounger(Request request, Duration age) {
		return this.clock.instant().isBefore(request.askedAt().plus(age));
	}

}
