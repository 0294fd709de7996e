package dev.sluice.payments.lifecycle;

/** What came of an operation at a processor. */
public sealed interface Outcome {

	/** It is done. */
	record Approved() implements Outcome {
	}

	/** The issuer, or the processor, said no: for good. */
	record Declined(String code, String message) implements Outcome {
	}

	/** The customer has to follow a URL before it can go on. */
	record ActionRequired(String url) implements Outcome {
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

	}

	/** The processor says that it knows nothing of it. Answers a look-up only. */
	record NotFound() implements Outcome {
	}

	/**
	 * It may or may not be done, such as when no answer came in time. Never taken for a
	 * failure.
	 */
	record Unknown(String reason) implements Outcome {
	}

}
