package dev.sluice.warmup;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A merchant's backend at a rehearsal, which does what most of them do. */
final class Visitors implements AutoCloseable {

	/** Where the application listens that they ask. */
	static final String HOST = "127.0.0.1";

	/** Of demo mode; everybody knows it, and it opens nothing but pretend payments. */
	private static final String AUTHORIZATION = "Bearer sk_demo_sluice";

	private static final int AT_ONCE = 32;

	private static final String PAYMENTS = "/v1/payments";

	private static final byte[] SALE = """
			{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa"}""".getBytes(StandardCharsets.UTF_8);

	private final ConnectionProvider connections = ConnectionProvider.create("warm-up", AT_ONCE);

	private final HttpClient http;

	private final AtomicInteger answered = new AtomicInteger();

	Visitors(int port, LoopResources eventLoops) {
		this.http = HttpClient.create(this.connections)
			.runOn(eventLoops)
			.host(HOST)
			.port(port)
			.headers((headers) -> headers.set(HttpHeaders.AUTHORIZATION, AUTHORIZATION)
				.set(HttpHeaders.CONTENT_TYPE, "application/json"));
	}

	/**
	 * Makes payments, reads them and lists them, many at once, until there were so many
	 * answers, the time is over or it is told to end.
	 * @return how many answers there were
	 * @throws ExecutionException where something was refused
	 */
	int ask(int requests, Duration time, Mono<Void> end) throws ExecutionException, InterruptedException {
		var _ = Flux.range(0, AT_ONCE)
			.flatMap((visitor) -> visit().repeat(() -> this.answered.get() < requests), AT_ONCE)
			.takeUntilOther(Mono.firstWithSignal(Mono.delay(time).then(), end))
			.then()
			.toFuture()
			.get();
		return this.answered.get();
	}

	private Mono<Void> visit() {
		return pay()
			.flatMap((payment) -> get(payment).then(get(payment + "?version=1"))
				.then(get(payment + "/events"))
				.then(get(payment)))
			.then(get(PAYMENTS + "?limit=50"))
			.then(get("/v1/events?limit=50"));
	}

	/** Where the payment is. */
	private Mono<String> pay() {
		return Mono
			.defer(() -> this.http.headers((headers) -> headers.set("Idempotency-Key", UUID.randomUUID().toString()))
				.post()
				.uri(PAYMENTS)
				.send(Mono.just(Unpooled.wrappedBuffer(SALE)))
				.responseSingle((response, body) -> body.then(Mono.fromSupplier(() -> {
					note(response);
					return response.responseHeaders().get(HttpHeaders.LOCATION);
				}))));
	}

	private Mono<Void> get(String path) {
		return this.http.get()
			.uri(path)
			.responseSingle((response, body) -> body.then(Mono.fromRunnable(() -> note(response))));
	}

	/** Who is too busy for once is asked again. */
	private void note(HttpClientResponse response) {
		int status = response.status().code();
		if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
			return;
		}
		if (status >= HttpStatus.MULTIPLE_CHOICES.value()) {
			throw new IllegalStateException(response.method() + " was answered " + response.status());
		}
		var _ = this.answered.incrementAndGet();
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

}
