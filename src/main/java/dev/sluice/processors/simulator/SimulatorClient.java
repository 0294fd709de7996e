package dev.sluice.processors.simulator;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.ProcessorBook;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.calls.TransportFailure;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Speaks to a simulator over HTTP, as it would to a real card processor. It never sends a
 * request twice by itself: that is decided by whoever knows what came of the first.
 */
class SimulatorClient implements Processor {

	/** A test compares them with the cards of the simulator. */
	static final Set<String> TOKENS = Set.of("pm_card_visa", "pm_card_mastercard", "pm_card_amex", "pm_card_declined",
			"pm_card_declined_insufficient_funds", "pm_card_declined_lost_card", "pm_card_declined_stolen_card",
			"pm_card_declined_expired_card", "pm_card_declined_fraud", "pm_card_3ds", "pm_card_pending",
			"pm_card_capture_fails", "pm_card_refund_fails", "pm_card_slow");

	private final String name;

	private final WebClient http;

	private final Supplier<URI> address;

	private final Supplier<URI> callbacks;

	private final Guard guard;

	SimulatorClient(String name, WebClient http, Supplier<URI> address, Supplier<URI> callbacks, Guard guard) {
		this.name = name;
		this.http = http;
		this.address = address;
		this.callbacks = callbacks;
		this.guard = guard;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean movesRealMoney() {
		return false;
	}

	@Override
	public boolean accepts(PaymentMethod paymentMethod) {
		String token = paymentMethod.bareToken();
		return token != null && TOKENS.contains(token);
	}

	@Override
	public Optional<ProcessorBook> book() {
		return Optional.of(new SimulatorLedger(this.name, this.http, this.address, this.guard));
	}

	@Override
	public Mono<Outcome> execute(Request request) {
		return guarded(Mono.defer(() -> this.http.post()
			.uri(operations(""))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body(request))
			.exchangeToMono((response) -> executed(request, response))));
	}

	@Override
	public Mono<Outcome> lookUp(Request request) {
		return guarded(Mono.defer(() -> this.http.get()
			.uri(operations("/" + request.operation()))
			.exchangeToMono((response) -> lookedUp(request, response))));
	}

	/** As it is, so that it is not taken for a template. */
	private URI operations(String more) {
		return URI.create(this.address.get() + "/v1/operations" + more);
	}

	private SimulatorRequest body(Request request) {
		String callback = this.callbacks.get() + "/" + this.name + "/" + request.merchant() + "/" + request.payment();
		return SimulatorRequest.of(request, callback);
	}

	/**
	 * What the breaker counts as a failure is an error up to here, and an outcome after.
	 */
	private Mono<Outcome> guarded(Mono<Outcome> call) {
		return this.guard.within(call)
			.defaultIfEmpty(new Outcome.Unknown("empty_answer"))
			.onErrorResume((error) -> Mono.just(TransportFailure.outcome(error)));
	}

	/**
	 * An answer that says that the request was refused, or not processed, says so of this
	 * request; what came of an earlier one with the same id is for a look-up to tell.
	 */
	private static Mono<Outcome> executed(Request request, ClientResponse response) {
		int status = response.statusCode().value();
		boolean refused = TransportFailure.REFUSALS.contains(status);
		boolean notProcessed = "no".equals(response.headers().asHttpHeaders().getFirst("Sluice-Processed"));
		if (refused || notProcessed) {
			return response.releaseBody()
				.thenReturn(new Outcome.NotProcessed(refused ? "http_" + status : "not_processed"));
		}
		return answer(request, response);
	}

	private static Mono<Outcome> lookedUp(Request request, ClientResponse response) {
		if (response.statusCode().value() != 404) {
			return answer(request, response);
		}
		return response.bodyToMono(SimulatorProblem.class)
			.map((problem) -> "operation_not_found".equals(problem.code()) ? new Outcome.NotFound()
					: new Outcome.Unknown("http_404"));
	}

	private static Mono<Outcome> answer(Request request, ClientResponse response) {
		return response.statusCode().is2xxSuccessful()
				? response.bodyToMono(SimulatorAnswer.class).map((answer) -> answer.about(request.operation()))
				: response.releaseBody()
					.then(Mono.error(new TransportFailure("http_" + response.statusCode().value())));
	}

}
