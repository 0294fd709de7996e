package dev.sluice.peers.webflux;

import java.time.Duration;

import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Outcome;
import dev.sluice.peers.tables.ProcessorAnswer;
import dev.sluice.peers.tables.ProcessorCall;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/** The card processor, if there is one. */
@Component
class Processor {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final boolean known;

	private final WebClient http;

	private final JsonMapper json;

	Processor(@Value("${processor:}") String address, @Value("${processor-secret:}") String secret, JsonMapper json) {
		this.known = !address.isEmpty();
		this.http = WebClient.builder()
			.baseUrl(address + ProcessorCall.PATH)
			.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + secret)
			.build();
		this.json = json;
	}

	/** Whether there is one. */
	boolean isKnown() {
		return this.known;
	}

	/**
	 * Has it do what a payment begins with; empty where it does not say what came of it.
	 */
	Mono<Outcome> ask(NewPayment made, Caller caller) {
		return this.http.post()
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(this.json.writeValueAsString(ProcessorCall.of(made, caller)))
			.retrieve()
			.bodyToMono(String.class)
			.timeout(PATIENCE)
			.onErrorComplete()
			.mapNotNull((answer) -> Outcome.of(made, this.json.readValue(answer, ProcessorAnswer.class)));
	}

}
