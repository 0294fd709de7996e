package dev.sluice.payments.processing;

import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Operation.OperationStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Notices a processor's final word that is not what is recorded. The payment stays as it
 * is; somebody has to look into it.
 */
@Component
class Contradictions {

	private static final Logger log = LoggerFactory.getLogger(Contradictions.class);

	private final Counter counter;

	Contradictions(MeterRegistry meters) {
		this.counter = Counter.builder("sluice.payments.contradictions")
			.description("Final words of processors that are not what is recorded")
			.register(meters);
	}

	/** Compares a processor's word with an operation; one that is pending has no end. */
	void notice(PaymentId payment, Operation recorded, String processor, Outcome word) {
		switch (word) {
			case Outcome.Approved(var reference, var _) -> {
				compare(payment, recorded, processor, "approved", OperationStatus.SUCCEEDED);
				compare(payment, recorded, processor, reference);
			}
			case Outcome.Declined _ -> compare(payment, recorded, processor, "declined", OperationStatus.DECLINED);
			case Outcome.ActionRequired _, Outcome.Pending _, Outcome.NotProcessed _, Outcome.NotFound _,
					Outcome.Unknown _, Outcome.Unanswerable _ ->
				{
				}
		}
	}

	/** What is done twice is called by two names. */
	private void compare(PaymentId payment, Operation recorded, String processor,
			@Nullable ProcessorReference reference) {
		ProcessorReference known = recorded.processorReference();
		if (recorded.status() == OperationStatus.SUCCEEDED && known != null && reference != null
				&& !known.equals(reference)) {
			this.counter.increment();
			log.warn("{} says that {} of {} is approved as {}, which is recorded as {}: it may have been done twice",
					processor, recorded.id(), payment, reference.value(), known.value());
		}
	}

	private void compare(PaymentId payment, Operation recorded, String processor, String word, OperationStatus meant) {
		if (!recorded.isPending() && recorded.status() != meant) {
			this.counter.increment();
			log.warn("{} says that {} of {} is {}, which is recorded as {}; the payment stays as it is", processor,
					recorded.id(), payment, word, recorded.status().wireName());
		}
	}

}
