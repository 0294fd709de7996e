package dev.sluice.client;

/** What a command can be asked for. */
final class Help {

	private static final String LISTEN = """
			Usage: java -jar sluice.jar listen --forward-to=<address> [--option=value ...]

			Posts each event of a merchant to an address of yours, in order and signed by
			Standard Webhooks, as the gateway posts to its destinations. The same event is
			tried again until it is answered with 2xx. The next time it goes on where it was.

			  --forward-to  where to, such as http://localhost:3000/hook
			  --key         the merchant's API key; better in the environment: SLUICE_API_KEY
			  --url         the gateway (http://localhost:8080)
			  --types       which events, with commas between them (all)
			  --from        now, beginning or the position of the first event, once; else where
			                it was the last time, or now
			  --secret      what to sign with (whsec_...); else one that is made the first time
			  --state       the file that keeps position and secret (~/.sluice/listen-....json)""";

	private static final String REPLAY = """
			Usage: java -jar sluice.jar replay --from=<where> --forward-to=<address> [--option=value ...]

			Posts events that happened already to an address of yours once more, oldest first
			and signed with the same secret as listen's, and ends. listen stays where it is.

			  --from        a position, a time such as 2026-03-02T09:30:00Z, or beginning
			  --to          the last one: a position, a time, or now (now)
			  --forward-to  where to, such as http://localhost:3000/hook
			  --key         the merchant's API key; better in the environment: SLUICE_API_KEY
			  --url         the gateway (http://localhost:8080)
			  --types       which events, with commas between them (all)
			  --secret      what to sign with (whsec_...)
			  --state       listen's file, where that has another name""";

	private static final String TRIGGER = """
			Usage: java -jar sluice.jar trigger <event> [--option=value ...]

			Makes an event happen, by a payment with one of the simulator's test cards, and
			prints the payment and the event's position. One of
			%s

			  --key         an API key of test mode; better in the environment: SLUICE_API_KEY
			  --url         the gateway (http://localhost:8080)""".formatted(Happening.list());

	private static final String PROCESSORS = """
			Usage: java -jar sluice.jar processors check [--option=value ...]

			Finds out whether an account at a processor works, in test mode: makes a payment,
			captures a part, refunds that in two parts, makes another and voids it, and tells
			what came of each. What it charges it gives back, also where something fails.

			  --account                which account (pra_...); not needed where there is one
			  --key                    an API key of test mode that may read, make and refund
			                           payments and read accounts at processors; better in the
			                           environment: SLUICE_API_KEY
			  --url                    the gateway (http://localhost:8080)
			  --currency               of what is paid, 10.00 each time (EUR)
			  --payment-method         what to pay with, as JSON (at Stripe pm_card_visa)
			  --stored-payment-method  at Adyen: the id of a stored card
			  --shopper-reference      at Adyen: whose card that is
			  --within                 how long the outcome of a step is waited for, such as
			                           90s (2m)""";

	private Help() {
	}

	/** Of a command. */
	static String of(String command) {
		return switch (command) {
			case "listen" -> LISTEN;
			case "replay" -> REPLAY;
			case "trigger" -> TRIGGER;
			case "processors" -> PROCESSORS;
			default -> throw new IllegalArgumentException("There is no such command");
		};
	}

}
