package dev.sluice.processors.stripe;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.ProcessorBook;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.calls.TransportFailure;
import dev.sluice.processors.connectors.Account;
import reactor.core.publisher.Mono;

/** An account at Stripe as a processor. */
class StripeProcessor implements Processor {

	/**
	 * Stripe tells of most authorizations how long they hold; of others seven days are
	 * usual.
	 */
	static final Capabilities CAPABILITIES = new Capabilities(StripeAmounts.CURRENCIES, StripeOutcomes.RULES,
			Duration.ofDays(7), StripeLookUps.KEYS_KEPT, Set.of());

	/** A key of the other mode would move money that is not meant, or none. */
	static final String OTHER_MODE = "credentials_of_other_mode";

	private final Account account;

	private final StripeAccess access;

	private final StripeClient client;

	private final StripeLookUps lookUps;

	StripeProcessor(Account account, StripeClient client, Clock clock) {
		this.account = account;
		this.access = StripeAccess.of(account);
		this.client = client;
		this.lookUps = new StripeLookUps(client, this.access, account.credentialsSince(), clock);
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
		return StripeMethods.accepts(paymentMethod);
	}

	@Override
	public Capabilities capabilities() {
		return CAPABILITIES;
	}

	@Override
	public Optional<ProcessorBook> book() {
		return Optional.of(new StripeBook(this.account, this.client));
	}

	@Override
	public Mono<Outcome> execute(Request request) {
		Optional<String> obstacle = this.access.fits(this.account.mode()) ? StripeRequests.obstacle(request)
				: Optional.of(OTHER_MODE);
		return obstacle.isPresent() ? Mono.just(new Outcome.NotProcessed(obstacle.get()))
				: this.client.send(this.access, StripeRequests.of(request))
					.map((answer) -> answer.isSuccess() ? StripeOutcomes.of(request, answer)
							: StripeRefusals.first(request, answer))
					.onErrorResume((error) -> Mono.just(TransportFailure.outcome(error)));
	}

	/** What there is an obstacle to was never sent. */
	@Override
	public Mono<Outcome> lookUp(Request request) {
		if (StripeRequests.obstacle(request).isPresent()) {
			return Mono.just(new Outcome.NotFound());
		}
		return this.access.fits(this.account.mode())
				? this.lookUps.of(request)
					.onErrorResume((error) -> Mono.just(asUnknown(TransportFailure.outcome(error))))
				: Mono.just(new Outcome.Unanswerable(OTHER_MODE));
	}

	/** That Stripe was not asked now says nothing of before. */
	private static Outcome asUnknown(Outcome outcome) {
		return (outcome instanceof Outcome.NotProcessed(String reason)) ? new Outcome.Unknown(reason) : outcome;
	}

}
