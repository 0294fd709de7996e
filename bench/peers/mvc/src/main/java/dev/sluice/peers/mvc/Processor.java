package dev.sluice.peers.mvc;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;

import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Outcome;
import dev.sluice.peers.tables.ProcessorAnswer;
import dev.sluice.peers.tables.ProcessorCall;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The card processor, if there is one. */
@Component
class Processor {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final boolean known;

	private final RestClient http;

	private final JsonMapper json;

	Processor(@Value("${processor:}") String address, @Value("${processor-secret:}") String secret, JsonMapper json) {
		this.known = !address.isEmpty();
		var executor = Executors.newVirtualThreadPerTaskExecutor();
		var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor).build();
		var requests = new JdkClientHttpRequestFactory(client, executor);
		requests.setReadTimeout(PATIENCE);
		this.http = RestClient.builder()
			.requestFactory(requests)
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
	 * Has it do what a payment begins with; null where it does not say what came of it.
	 */
	@Nullable Outcome ask(NewPayment made, Caller caller) {
		try {
			byte[] answer = this.http.post()
				.contentType(MediaType.APPLICATION_JSON)
				.body(this.json.writeValueAsBytes(ProcessorCall.of(made, caller)))
				.retrieve()
				.body(byte[].class);
			return (answer != null) ? Outcome.of(made, this.json.readValue(answer, ProcessorAnswer.class)) : null;
		}
		catch (RestClientException ex) {
			return null;
		}
	}

}
