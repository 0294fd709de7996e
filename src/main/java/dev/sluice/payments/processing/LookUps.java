package dev.sluice.payments.processing;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.admission.Admission;
import dev.sluice.payments.admission.Calls;
import dev.sluice.payments.admission.NoPlace;
import dev.sluice.payments.figures.CallFigures;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.words.Outcome;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Asks processors what came of operations, from the places of the recovery. */
@Component
class LookUps {

	private final Routing routing;

	private final Requests requests;

	private final Admission admission;

	private final OperationSettings settings;

	private final CallFigures figures;

	LookUps(Routing routing, Requests requests, Admission admission, OperationSettings settings, CallFigures figures) {
		this.figures = figures;
		this.routing = routing;
		this.requests = requests;
		this.admission = admission;
		this.settings = settings;
	}

	/**
	 * What came of an operation.
	 * @return what the processor says; unknown where it says nothing in time, is not
	 * there, or there was no place to ask it from; never empty
	 */
	Mono<Outcome> lookUp(MerchantId merchant, Payment payment, Operation operation, String processor) {
		return this.routing.named(merchant, processor)
			.flatMap((named) -> this.requests.of(merchant, payment, operation)
				.flatMap((request) -> calls(merchant).call(processor,
						this.figures.watch(CallFigures.Call.LOOK_UP, processor, named.lookUp(request)
							.timeout(this.settings.callTimeout(), Mono.just(new Outcome.Unknown("call_timeout")))))))
			.onErrorReturn(NoPlace.class, new Outcome.Unknown(Outcome.NotProcessed.OVERLOADED))
			.defaultIfEmpty(new Outcome.Unknown("processor_not_configured"));
	}

	/** Calls for somebody who holds the lease of an operation. */
	Calls calls(MerchantId merchant) {
		return this.admission.afterwards(merchant, this.settings.recoveryPatience());
	}

}
