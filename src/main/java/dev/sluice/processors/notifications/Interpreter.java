package dev.sluice.processors.notifications;

import java.util.concurrent.Semaphore;

import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.words.Outcome;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.values.TypeId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Applies what processors said to the payments that it is about. What cannot be applied
 * just now is left in the inbox, and tried again.
 */
@Component
class Interpreter {

	private static final Logger log = LoggerFactory.getLogger(Interpreter.class);

	private final Inbox inbox;

	private final Settlements settlements;

	private final NotificationSettings settings;

	private final JsonMapper json;

	private final Counter unmatched;

	private final Semaphore places;

	Interpreter(Inbox inbox, Settlements settlements, NotificationSettings settings, JsonMapper json,
			MeterRegistry meters) {
		this.inbox = inbox;
		this.settlements = settlements;
		this.settings = settings;
		this.json = json;
		this.unmatched = Counter.builder("sluice.processors.disputes.unmatched")
			.description("Disputes at processors about payments that nobody here knows")
			.register(meters);
		this.places = new Semaphore(settings.atOnce());
	}

	/**
	 * Applies it beside whoever calls, where there is room; else it is left to the sweep
	 * that comes after its lease.
	 */
	void begin(StoredWord word) {
		if (this.places.tryAcquire()) {
			var _ = apply(word).doFinally((signal) -> this.places.release()).subscribe();
		}
	}

	/** Applies it; empty, also where that failed. */
	Mono<Void> apply(StoredWord word) {
		return Mono.defer(() -> tell(word)).then(this.inbox.applied(word)).onErrorResume((error) -> {
			later(word, error);
			return Mono.empty();
		});
	}

	/** Of the database others say that it is away. */
	private static void later(StoredWord word, Throwable error) {
		if (!(error instanceof NotYet || error instanceof DataAccessResourceFailureException)) {
			log.warn("What {} said of {} ({}) could not be applied just now and is tried again: {}", account(word),
					word.payment(), word.type(), error.toString());
		}
	}

	private Mono<Void> tell(StoredWord word) {
		String merchant = word.merchant().toString();
		String payment = String.valueOf(word.payment());
		String operation = String.valueOf(word.operation());
		return switch (this.json.readValue(word.meaning(), Meaning.class)) {
			case Meaning.Ended(var outcome, var of) ->
				this.settlements.settle(account(word), merchant, payment, operation, outcome, of)
					.filter((over) -> !over)
					.flatMap((open) -> await(word));
			case Meaning.LookUp(var reference, var said) ->
				this.settlements.lookUp(account(word), merchant, payment, operation, reference, said);
			case Meaning.Doubtful(var reason, var said) -> this.settlements
				.settle(account(word), merchant, payment, operation, new Outcome.Unanswerable(reason), null)
				.then(this.settlements.lookUp(account(word), merchant, payment, operation, null, said));
			case Meaning.Disputed said -> this.settlements
				.dispute(account(word), merchant, said.charge(), said.id(), said.status(), said.amount(),
						said.currency(), said.reason())
				.filter((known) -> !known)
				.flatMap((unknown) -> await(word, said));
			case Meaning.Nothing _ -> Mono.empty();
		};
	}

	/** It could be recorded only once more is known. */
	private Mono<Void> await(StoredWord word) {
		if (word.age().compareTo(this.settings.awaitCharge()) < 0) {
			return Mono.error(new NotYet());
		}
		log.warn("What {} said of {} ({}) could not be recorded in {} and is left alone", account(word),
				word.operation(), word.type(), this.settings.awaitCharge());
		return Mono.empty();
	}

	/** The payment may be one of ours whose processor was not heard of yet. */
	private Mono<Void> await(StoredWord word, Meaning.Disputed said) {
		if (word.age().compareTo(this.settings.awaitCharge()) < 0) {
			return Mono.error(new NotYet());
		}
		log.warn("The dispute {} at {} is about {}, which no payment here is known to be", said.id(), account(word),
				said.charge());
		this.unmatched.increment();
		return Mono.empty();
	}

	private static String account(StoredWord word) {
		return TypeId.write(ProcessorAccount.PREFIX, word.account());
	}

	/** It is about what may be heard of later. */
	private static final class NotYet extends RuntimeException {

		NotYet() {
			super("It is about what is not known yet", null, false, false);
		}

	}

}
