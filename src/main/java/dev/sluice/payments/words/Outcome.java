package dev.sluice.payments.words;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.values.CleanText;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * What came of an operation at a processor. What a processor says in words of its own is
 * kept as {@link CleanText}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({ @JsonSubTypes.Type(value = Outcome.Approved.class, name = "approved"),
		@JsonSubTypes.Type(value = Outcome.Declined.class, name = "declined"),
		@JsonSubTypes.Type(value = Outcome.ActionRequired.class, name = "action_required"),
		@JsonSubTypes.Type(value = Outcome.Pending.class, name = "pending"),
		@JsonSubTypes.Type(value = Outcome.NotProcessed.class, name = "not_processed"),
		@JsonSubTypes.Type(value = Outcome.NotFound.class, name = "not_found"),
		@JsonSubTypes.Type(value = Outcome.Unanswerable.class, name = "unanswerable"),
		@JsonSubTypes.Type(value = Outcome.Unknown.class, name = "unknown") })
public sealed interface Outcome {

	/** How many characters of a code, or of a reason, are kept. */
	int MAX_CODE = 100;

	/** How many characters of a message are kept. */
	int MAX_MESSAGE = 500;

	/** What the processor calls the operation; null where it does not say. */
	default @Nullable ProcessorReference reference() {
		return null;
	}

	/**
	 * It is done.
	 *
	 * @param hold on which terms a charge is approved; null where what its processor can
	 * do decides, and of all that is no charge
	 */
	record Approved(@Nullable ProcessorReference reference, @Nullable Hold hold) implements Outcome {

		/** By a processor that has no name for it and does not tell the terms. */
		public Approved() {
			this(null, null);
		}

	}

	/**
	 * The issuer, or the processor, said no: for good.
	 *
	 * @param code of {@link DeclineCode}, where the processor's is known there
	 * @param processorCode the processor's own word for it, where there is one
	 * @param networkCode the card network's, where it is passed on
	 * @param advice the processor's, where it has one; else the code decides
	 */
	record Declined(String code, String message, @Nullable String processorCode, @Nullable String networkCode,
			@Nullable Advice advice, @Nullable ProcessorReference reference) implements Outcome {

		public Declined {
			code = CleanText.of(code, MAX_CODE);
			message = CleanText.of(message, MAX_MESSAGE);
			code = code.isEmpty() ? DeclineCode.GENERIC_DECLINE.wireName() : code;
			message = message.isEmpty() ? DeclineCode.GENERIC_DECLINE.message() : message;
			processorCode = (processorCode != null) ? CleanText.of(processorCode, MAX_CODE) : null;
			networkCode = (networkCode != null) ? CleanText.of(networkCode, MAX_CODE) : null;
		}

		/** With the advice that the code has. */
		public Declined(String code, String message, @Nullable String processorCode, @Nullable String networkCode,
				@Nullable ProcessorReference reference) {
			this(code, message, processorCode, networkCode, null, reference);
		}

		/** By a processor whose codes are ours. */
		public Declined(String code, String message) {
			this(code, message, null, null, null, null);
		}

	}

	/** The customer has to follow a URL before it can go on. */
	record ActionRequired(WebAddress url, @Nullable ProcessorReference reference) implements Outcome {

		/** Asked by a processor that has no name for it. */
		public ActionRequired(WebAddress url) {
			this(url, null);
		}

	}

	/** The processor works on it and will tell. */
	record Pending(@Nullable ProcessorReference reference) implements Outcome {

		/** At a processor that has no name for it. */
		public Pending() {
			this(null);
		}

	}

	/**
	 * The processor certainly did nothing, such as when it could not be connected to.
	 */
	record NotProcessed(String reason) implements Outcome {

		/**
		 * The reason that says nothing of the payment: this gateway had no room for
		 * another call, or the processor took no more of them. Whoever did not do it can
		 * be asked later.
		 */
		public static final String OVERLOADED = "processor_overloaded";

		/**
		 * The reason where a processor knew nothing of it for so long that it is not
		 * asked again.
		 */
		public static final String GIVEN_UP = "given_up";

		/** The reason where a person found that nothing was done. */
		public static final String RESOLVED = "resolved_as_failed";

		public NotProcessed {
			reason = CleanText.of(reason, MAX_CODE);
		}

	}

	/** The processor says that it knows nothing of it. Answers a look-up only. */
	record NotFound() implements Outcome {
	}

	/**
	 * The processor cannot be asked any more what came of it: a person has to find out.
	 * Answers a look-up only.
	 */
	record Unanswerable(String reason) implements Outcome {

		public Unanswerable {
			reason = CleanText.of(reason, MAX_CODE);
		}

	}

	/**
	 * It may or may not be done, such as when no answer came in time. Never taken for a
	 * failure.
	 */
	record Unknown(String reason, @Nullable ProcessorReference reference) implements Outcome {

		public Unknown {
			reason = CleanText.of(reason, MAX_CODE);
		}

		/** Of something that the processor has not named. */
		public Unknown(String reason) {
			this(reason, null);
		}

	}

}
