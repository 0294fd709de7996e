package dev.sluice.processors;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

import dev.sluice.payments.Processor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/** Speaks to the simulator over HTTP, as it would to a real card processor. */
class SimulatorClient implements Processor {

	private static final Set<String> TOKENS = Set.of("pm_card_visa", "pm_card_declined");

	private final WebClient http;

	private final SimulatorAddress address;

	private final String secret;

	SimulatorClient(WebClient http, SimulatorAddress address, String secret) {
		this.http = http;
		this.address = address;
		this.secret = secret;
	}

	@Override
	public String name() {
		return "simulator";
	}

	@Override
	public Mono<Outcome> lookUp(Request request) {
		return Mono.just(new Outcome.NotFound());
	}

	@Override
	public boolean accepts(String paymentMethod) {
		return TOKENS.contains(paymentMethod);
	}

	@Override
	public Mono<Outcome> execute(Request request) {
		return Mono.fromSupplier(this.address)
			.flatMap((base) -> send(base, request))
			.defaultIfEmpty(new Outcome.Unknown("empty_answer"))
			.onErrorResume((error) -> Mono.just(outcome(error)));
	}

	private Mono<Outcome> send(URI base, Request request) {
		return this.http.post()
			.uri(base + "/v1/operations")
			.headers((headers) -> headers.setBearerAuth(this.secret))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(request)
			.exchangeToMono(SimulatorClient::read);
	}

	private static Mono<Outcome> read(ClientResponse response) {
		return response.statusCode().is2xxSuccessful() ? response.bodyToMono(Answer.class).map(Answer::toOutcome)
				: response.releaseBody().thenReturn(new Outcome.Unknown("HTTP " + response.statusCode().value()));
	}

	/** Only what certainly happened before anything was sent is "not processed". */
	private static Outcome outcome(Throwable error) {
		Throwable cause = (error.getCause() != null) ? error.getCause() : error;
		return switch (cause) {
			case ConnectException _ -> new Outcome.NotProcessed("processor_unreachable");
			case UnknownHostException _ -> new Outcome.NotProcessed("processor_unreachable");
			case PoolAcquirePendingLimitException _ -> new Outcome.NotProcessed("processor_overloaded");
			case PoolAcquireTimeoutException _ -> new Outcome.NotProcessed("processor_overloaded");
			default -> new Outcome.Unknown(cause.getClass().getSimpleName());
		};
	}

	/** What the simulator answers. */
	private record Answer(String status, @Nullable String code, @Nullable String message) {

		Outcome toOutcome() {
			return switch (this.status) {
				case "approved" -> new Outcome.Approved();
				case "declined" -> new Outcome.Declined((this.code != null) ? this.code : "generic_decline",
						(this.message != null) ? this.message : "The card was declined.");
				default -> new Outcome.Unknown("unexpected_answer");
			};
		}

	}

}
