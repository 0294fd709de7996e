package dev.sluice.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.sluice.journal.Journal.StaleVersion;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.Processor.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The payments of all merchants. What a processor is asked for is recorded before it is
 * asked, and its answer after; no lock and no transaction is open in between.
 */
@Component
class Payments {

	private static final Logger log = LoggerFactory.getLogger(Payments.class);

	/**
	 * Nobody but the recovery competes for an operation, so that a few tries are plenty.
	 */
	private static final int MAX_STALE_RETRIES = 10;

	private final PaymentStore store;

	private final ObjectProvider<Processor> processors;

	private final PaymentSettings settings;

	private final Clock clock;

	Payments(PaymentStore store, ObjectProvider<Processor> processors, PaymentSettings settings, Clock clock) {
		this.store = store;
		this.processors = processors;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Makes a payment. Once it is recorded it goes on to its end, whether or not somebody
	 * still waits for it.
	 * @param wait how long to wait for the processor
	 * @return the payment with its outcome, or as it was recorded when the processor
	 * takes longer; a {@link dev.sluice.platform.Problem} where the terms cannot be met;
	 * never empty
	 */
	Mono<Payment> create(MerchantId merchant, Terms terms, Duration wait) {
		return processor(terms).flatMap((processor) -> {
			Change created = Change.first(Payment.create(PaymentId.next(), OperationId.next(), terms, now()));
			Mono<Payment> recorded = this.store.append(merchant, created).cache();
			Mono<Payment> settled = recorded.flatMap((payment) -> execute(processor, merchant, payment)).cache();
			var _ = settled.subscribe((payment) -> {
			}, (error) -> log.warn("{} is not settled", created.payment().id(), error));
			return recorded.flatMap((payment) -> await(settled, payment, wait));
		});
	}

	/**
	 * The settled payment, or the recorded one where the wait ends first or its outcome
	 * is not known.
	 */
	private static Mono<Payment> await(Mono<Payment> settled, Payment recorded, Duration wait) {
		return wait.isZero() ? Mono.just(recorded) : settled.timeout(wait, Mono.just(recorded)).onErrorReturn(recorded);
	}

	private Mono<Payment> execute(Processor processor, MerchantId merchant, Payment payment) {
		Operation operation = payment.operations().getFirst();
		Processor.Request request = new Processor.Request(operation.id(), payment.id(), operation.kind().wireName(),
				operation.amount(), payment.currency(), payment.paymentMethod());
		return processor.execute(request).flatMap((outcome) -> settle(merchant, payment.id(), operation.id(), outcome));
	}

	/**
	 * Records an outcome against the payment as it stands; again where it changed
	 * meanwhile.
	 */
	private Mono<Payment> settle(MerchantId merchant, PaymentId id, OperationId operation, Outcome outcome) {
		return Mono.defer(() -> this.store.find(merchant, id)).flatMap((payment) -> {
			Instant now = now();
			Instant expiresAt = now.plus(this.settings.authorizationValidity());
			return switch (payment.decide(new PaymentCommand.Settle(operation, outcome, now, expiresAt))) {
				case Decision.Change(PaymentEvent event) -> this.store.append(merchant, Change.of(payment, event));
				case Decision.Unchanged _ -> Mono.just(payment);
			};
		}).retryWhen(Retry.max(MAX_STALE_RETRIES).filter(StaleVersion.class::isInstance));
	}

	private Mono<Processor> processor(Terms terms) {
		Processor processor = this.processors.getIfAvailable();
		if (processor == null) {
			return Mono.error(Refusals.noProcessor());
		}
		if (!processor.accepts(terms.paymentMethod())) {
			return Mono.error(Refusals.unknownPaymentMethod());
		}
		return Mono.just(processor);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

}
