package dev.sluice.processors.simulator;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/** What the simulator is sent. */
record SimulatorRequest(String operation, String payment, String kind, long amount, String currency,
		String paymentMethod, @Nullable WebAddress returnUrl, String callbackUrl) {

	static SimulatorRequest of(Request request, String callbackUrl) {
		return new SimulatorRequest(request.operation().toString(), request.payment().toString(),
				request.kind().wireName(), request.amount(), request.currency(), request.paymentMethod().toString(),
				request.returnUrl(), callbackUrl);
	}

}
