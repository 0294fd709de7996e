package dev.sluice.peers.tables;

import org.jspecify.annotations.Nullable;

/**
 * What a processor is sent to bring a payment to its end. It does the same operation once
 * only.
 */
public record ProcessorCall(String operation, String payment, String kind, long amount, @Nullable String currency,
		@Nullable String paymentMethod, @Nullable String returnUrl, String callbackUrl) {

	/** What is put behind the processor's address. */
	public static final String PATH = "/v1/operations";

	/** As long as the gateway's; nobody listens there, since nothing ends later here. */
	private static final String CALLBACKS = "http://127.0.0.1:9/callbacks/simulator/";

	/** Asks for what a payment that was recorded begins with. */
	public static ProcessorCall of(NewPayment made, Caller caller) {
		Payment payment = made.payment();
		return new ProcessorCall(payment.operations().getFirst().id(), payment.id(), made.kind(), payment.amount(),
				payment.currency(), payment.paymentMethod(), payment.returnUrl(),
				CALLBACKS + Ids.write("mer_", caller.merchant()) + "/" + payment.id());
	}

}
