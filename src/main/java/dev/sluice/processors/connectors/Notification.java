package dev.sluice.processors.connectors;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Sum;
import org.jspecify.annotations.Nullable;

/** What a processor's notification comes to. */
public sealed interface Notification {

	/** It is not the processor's, or too old; the reason goes to the log alone. */
	record Forged(String reason) implements Notification {
	}

	/** It is the processor's, and cannot be read. */
	record Unreadable(String reason) implements Notification {
	}

	/** It is the processor's. */
	record Authentic(List<Word> words) implements Notification {

		public Authentic {
			words = List.copyOf(words);
		}

	}

	/**
	 * One thing that is said.
	 *
	 * @param id by which the processor repeats it; the same one is applied once
	 * @param type the processor's own, such as {@code payment_intent.succeeded}
	 * @param about which operation, where it is one of ours
	 * @param meaning what it means to the payment
	 */
	record Word(String id, String type, Optional<Subject> about, Meaning meaning) {
	}

	/**
	 * Which operation of which payment, as they were told to the processor.
	 *
	 * @param payment written {@code pay_…}
	 * @param operation written {@code op_…}
	 */
	record Subject(String payment, String operation) {
	}

	/** What a word means to a payment. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "meaning")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Meaning.Ended.class, name = "ended"),
			@JsonSubTypes.Type(value = Meaning.LookUp.class, name = "look_up"),
			@JsonSubTypes.Type(value = Meaning.Doubtful.class, name = "doubtful"),
			@JsonSubTypes.Type(value = Meaning.Disputed.class, name = "disputed"),
			@JsonSubTypes.Type(value = Meaning.Nothing.class, name = "nothing") })
	sealed interface Meaning {

		/**
		 * What came of the operation that it is about.
		 *
		 * @param of which sum came of it; null where that is not said
		 */
		record Ended(Outcome outcome, @Nullable Sum of) implements Meaning {
		}

		/**
		 * Something may have come of the operation: the processor is to be asked.
		 *
		 * @param reference what it calls the operation; null where it does not say
		 * @param said what came of it when that was said, which may have changed since;
		 * null where that is no end
		 */
		record LookUp(@Nullable ProcessorReference reference, @Nullable Outcome said) implements Meaning {
		}

		/**
		 * What came of the operation is not the last word, and the processor cannot be
		 * asked: a person has to look, unless another word comes.
		 *
		 * @param reason a code
		 * @param said what came of it so far: where an end is recorded and is another
		 * one, that is noticed
		 */
		record Doubtful(String reason, Outcome said) implements Meaning {
		}

		/**
		 * The customer wants money back by way of the issuer, or what came of that.
		 *
		 * @param charge what the processor calls the charge
		 * @param id what it calls the dispute
		 * @param amount in minor units of the currency
		 * @param currency ISO 4217; another one than the payment's perhaps
		 * @param reason a code of the processor's or the network's
		 */
		record Disputed(ProcessorReference charge, ProcessorReference id, DisputeStatus status, long amount,
				String currency, String reason) implements Meaning {
		}

		/** Nothing that a payment knows of. It is kept and counted. */
		record Nothing() implements Meaning {
		}

	}

}
