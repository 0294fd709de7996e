package dev.sluice.processors.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;

import dev.sluice.payments.port.Booking;
import dev.sluice.payments.port.ProcessorBook;
import dev.sluice.processors.calls.BookCalls;
import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.calls.TransportFailure;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/** The book of a simulator, read over HTTP. */
class SimulatorLedger implements ProcessorBook {

	/** What fits into an answer that is read, whatever the addresses in it. */
	private static final int PAGE = 100;

	private final String name;

	private final WebClient http;

	private final Supplier<URI> address;

	private final Guard guard;

	/**
	 * Of one of the simulators.
	 * @param name under which it is configured, and calls back
	 */
	SimulatorLedger(String name, WebClient http, Supplier<URI> address, Guard guard) {
		this.name = name;
		this.http = http;
		this.address = address;
		this.guard = guard;
	}

	@Override
	public Flux<Booking> between(Instant from, Instant to) {
		String range = "?limit=" + PAGE + "&from=" + from + "&to=" + to;
		return BookCalls.pages(page(range), (page) -> next(range, page), (page) -> page.bookings(this.name));
	}

	@Override
	public Mono<Booking> find(Entry entry) {
		return BookCalls.patient(page("?operation=" + entry.operation()))
			.flatMap((page) -> Mono.justOrEmpty(page.bookings(this.name).stream().findFirst()));
	}

	private Mono<SimulatorListing> next(String range, SimulatorListing page) {
		String next = page.next();
		return (next != null) ? page(range + "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
				: Mono.empty();
	}

	private Mono<SimulatorListing> page(String query) {
		return this.guard.within(Mono.defer(() -> this.http.get()
			.uri(URI.create(this.address.get() + "/v1/operations" + query))
			.exchangeToMono(SimulatorLedger::read)));
	}

	private static Mono<SimulatorListing> read(ClientResponse response) {
		return response.statusCode().is2xxSuccessful() ? response.bodyToMono(SimulatorListing.class)
				: response.releaseBody()
					.then(Mono.error(() -> new TransportFailure("http_" + response.statusCode().value())));
	}

}
