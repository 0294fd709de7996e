package dev.sluice.client;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an event is made to happen with the cards of the simulator. */
enum Happening {

	CREATED("payment.created", "pm_card_visa", Capture.AUTOMATIC, ""),

	REQUIRES_ACTION("payment.requires_action", "pm_card_3ds", Capture.AUTOMATIC, ""),

	AUTHORIZED("payment.authorized", "pm_card_visa", Capture.MANUAL, ""),

	DECLINED("payment.declined", "pm_card_declined", Capture.AUTOMATIC, ""),

	CAPTURE_PENDING("payment.capture_pending", "pm_card_visa", Capture.MANUAL, "captures"),

	CAPTURED("payment.captured", "pm_card_visa", Capture.MANUAL, "captures"),

	CAPTURE_FAILED("payment.capture_failed", "pm_card_capture_fails", Capture.MANUAL, "captures"),

	REFUND_PENDING("payment.refund_pending", "pm_card_visa", Capture.AUTOMATIC, "refunds"),

	REFUNDED("payment.refunded", "pm_card_visa", Capture.MANUAL, "captures refunds"),

	REFUND_FAILED("payment.refund_failed", "pm_card_refund_fails", Capture.AUTOMATIC, "refunds"),

	VOID_PENDING("payment.void_pending", "pm_card_visa", Capture.MANUAL, "voids"),

	VOIDED("payment.voided", "pm_card_visa", Capture.MANUAL, "voids");

	private static final String DISPUTED = "It happens when a cardholder disputes a payment, which test cards do not.";

	/** Why some events do not come of a card alone. */
	private static final Map<String, String> OUT_OF_REACH = Map.of("payment.failed",
			"It happens when no processor can be reached, which takes a fault of the simulator (docs/simulator.md).",
			"payment.expired",
			"It happens when an authorization runs out, which takes days (sluice.payments.authorization-validity).",
			"payment.void_failed",
			"It happens when a customer refuses just before a void, which takes two at the same moment.",
			"payment.needs_attention",
			"It happens when a processor cannot tell any more what came of something, which takes days.",
			"payment.dispute_opened", DISPUTED, "payment.dispute_won", DISPUTED, "payment.dispute_lost", DISPUTED);

	private final String type;

	private final String card;

	private final Capture capture;

	private final String operations;

	Happening(String type, String card, Capture capture, String operations) {
		this.type = type;
		this.card = card;
		this.capture = capture;
		this.operations = operations;
	}

	/**
	 * How to bring an event about.
	 * @throws Misuse where that is not possible, with what is
	 */
	static Happening of(String type) {
		return Arrays.stream(values())
			.filter((happening) -> happening.type.equals(type))
			.findAny()
			.orElseThrow(() -> new Misuse(Optional.ofNullable(OUT_OF_REACH.get(type))
				.map((why) -> type + " cannot be triggered. " + why)
				.orElse("There is no event " + type + ".") + "\nThese can be triggered:\n" + list()));
	}

	/** All of them, a line each. */
	static String list() {
		return Arrays.stream(values()).map((happening) -> "  " + happening.type).collect(Collectors.joining("\n"));
	}

	/** The event that comes of it. */
	String type() {
		return this.type;
	}

	/** What the payment is asked for with. */
	Map<String, Object> terms() {
		return Map.of("amount", 1999, "currency", "EUR", "payment_method", this.card, "capture", this.capture.word);
	}

	/** What is asked for next, one after the other. */
	List<String> operations() {
		return Stream.of(this.operations.split(" ", -1)).filter((operation) -> !operation.isEmpty()).toList();
	}

	/** When a payment is charged. */
	private enum Capture {

		/** At once. */
		AUTOMATIC("automatic"),

		/** When that is asked for. */
		MANUAL("manual");

		private final String word;

		Capture(String word) {
			this.word = word;
		}

	}

}
