package dev.sluice.payments.lifecycle;

import dev.sluice.values.CleanText;
import dev.sluice.values.WebAddress;

/**
 * What came of an operation at a processor. What a processor says in words of its own is
 * kept as {@link CleanText}.
 */
public sealed interface Outcome {

	/** How many characters of a code, or of a reason, are kept. */
	int MAX_CODE = 100;

	/** How many characters of a message are kept. */
	int MAX_MESSAGE = 500;

	/** It is done. */
	record Approved() implements Outcome {
	}

	/** The issuer, or the processor, said no: for good. */
	record Declined(String code, String message) implements Outcome {

		public Declined {
			code = CleanText.of(code, MAX_CODE);
			message = CleanText.of(message, MAX_MESSAGE);
			code = code.isEmpty() ? "generic_decline" : code;
			message = message.isEmpty() ? "The card was declined." : message;
		}

	}

	/** The customer has to follow a URL before it can go on. */
	record ActionRequired(WebAddress url) implements Outcome {
	}

	/** The processor works on it and will tell. */
	record Pending() implements Outcome {
	}

	/**
	 * The processor certainly did nothing, such as when it could not be connected to.
	 */
	record NotProcessed(String reason) implements Outcome {

		/**
		 * The reason that lies with this gateway alone: it had no room for another call.
		 * Whoever was not asked for it can be asked later.
		 */
		public static final String OVERLOADED = "processor_overloaded";

		/**
		 * The reason where a processor knew nothing of it for so long that it is not
		 * asked again.
		 */
		public static final String GIVEN_UP = "given_up";

		public NotProcessed {
			reason = CleanText.of(reason, MAX_CODE);
		}

	}

	/** The processor says that it knows nothing of it. Answers a look-up only. */
	record NotFound() implements Outcome {
	}

	/**
	 * It may or may not be done, such as when no answer came in time. Never taken for a
	 * failure.
	 */
	record Unknown(String reason) implements Outcome {

		public Unknown {
			reason = CleanText.of(reason, MAX_CODE);
		}

	}

}
