package dev.sluice.processors.adyen;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.calls.TransportFailure;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.returns.WayBack;
import reactor.core.publisher.Mono;

/** An account at Adyen as a processor. */
class AdyenProcessor implements Processor {

	/** Adyen does not tell how long an authorization holds; seven days is usual. */
	static final Capabilities CAPABILITIES = new Capabilities(Set.of(), AdyenOutcomes.RULES, Duration.ofDays(7),
			AdyenLookUps.KEYS_KEPT, Set.of(Kind.CAPTURE, Kind.VOID, Kind.REFUND));

	/** A key of the other mode would move money that is not meant, or none. */
	private static final String OTHER_MODE = "credentials_of_other_mode";

	private final Account account;

	private final AdyenAccess access;

	private final AdyenClient client;

	private final WayBack wayBack;

	private final AdyenLookUps lookUps;

	AdyenProcessor(Account account, AdyenClient client, WayBack wayBack, Supplier<Settlements> settlements,
			Clock clock) {
		this.account = account;
		this.access = AdyenAccess.of(account);
		this.client = client;
		this.wayBack = wayBack;
		this.lookUps = new AdyenLookUps(client, account, wayBack, settlements, clock);
	}

	@Override
	public String name() {
		return this.account.id();
	}

	@Override
	public boolean movesRealMoney() {
		return this.access.fits(Mode.LIVE);
	}

	@Override
	public boolean accepts(PaymentMethod paymentMethod) {
		return AdyenMethods.accepts(paymentMethod);
	}

	@Override
	public Capabilities capabilities() {
		return CAPABILITIES;
	}

	@Override
	public Mono<Outcome> execute(Request request) {
		Optional<String> obstacle = obstacle(request);
		return obstacle.isPresent() ? Mono.just(new Outcome.NotProcessed(obstacle.get()))
				: ask(request).onErrorResume((error) -> Mono.just(TransportFailure.outcome(error)));
	}

	private Optional<String> obstacle(Request request) {
		if (!this.access.fits(this.account.mode())) {
			return Optional.of(OTHER_MODE);
		}
		boolean away = AdyenReference.isCharge(request.kind()) && AdyenRequests.canAsk(request)
				&& !this.wayBack.isReachable(this.account.mode());
		boolean forgotten = AdyenReference.isCharge(request.kind()) && AdyenRequests.isForgotten(request);
		return AdyenRequests.obstacle(request)
			.or(() -> forgotten ? Optional.of("card_forgotten") : Optional.empty())
			.or(() -> away ? Optional.of("return_not_known") : Optional.empty());
	}

	private Mono<Outcome> ask(Request request) {
		ProcessorReference charge = request.charge();
		return switch (request.kind()) {
			case AUTHORIZE, SALE -> charge(request);
			case CAPTURE, REFUND ->
				(charge != null) ? change(request, charge) : Mono.just(new Outcome.NotProcessed("charge_unknown"));
			case VOID -> (charge != null) ? change(request, charge)
					: this.lookUps.giveUp(request).map(AdyenProcessor::unanswered);
		};
	}

	/** It is looked up before a person is asked. */
	private static Outcome unanswered(Outcome outcome) {
		return (outcome instanceof Outcome.Unanswerable(String reason)) ? new Outcome.Unknown(reason) : outcome;
	}

	/** That the way back could not be written down comes before anything was sent. */
	private Mono<Outcome> charge(Request request) {
		return this.lookUps.returnAddress(request)
			.map((back) -> AdyenRequests.charge(this.access, request, back))
			.map(Optional::of)
			.onErrorReturn(Optional.empty())
			.flatMap((call) -> call.isEmpty() ? Mono.just(new Outcome.NotProcessed("return_not_recorded"))
					: this.client.send(this.access, call.get())
						.map((answer) -> answer.isSuccess()
								? AdyenOutcomes.charge(request, AdyenReference.of(request), answer)
								: AdyenRefusals.first(request, answer)));
	}

	private Mono<Outcome> change(Request request, ProcessorReference charge) {
		return this.client.send(this.access, AdyenRequests.change(this.access, request, charge))
			.map((answer) -> answer.isSuccess() ? AdyenOutcomes.change(answer) : AdyenRefusals.first(request, answer));
	}

	/** What there is an obstacle to was never sent. */
	@Override
	public Mono<Outcome> lookUp(Request request) {
		boolean named = request.kind() == Kind.VOID || AdyenReference.isCharge(request.kind())
				|| request.charge() != null;
		if (!named || AdyenRequests.obstacle(request).isPresent()) {
			return Mono.just(new Outcome.NotFound());
		}
		return this.access.fits(this.account.mode())
				? this.lookUps.of(request)
					.onErrorResume((error) -> Mono.just(asUnknown(TransportFailure.outcome(error))))
				: Mono.just(new Outcome.Unanswerable(OTHER_MODE));
	}

	/** That Adyen was not asked now says nothing of before. */
	private static Outcome asUnknown(Outcome outcome) {
		return (outcome instanceof Outcome.NotProcessed(String reason)) ? new Outcome.Unknown(reason) : outcome;
	}

}
