package dev.sluice.emulators.stripe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Takes events as a shop does, with stripe-java. */
public final class WebhookReceiver implements AutoCloseable {

	private final Queue<Received> received = new ConcurrentLinkedQueue<>();

	private final AtomicInteger failures = new AtomicInteger();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle(this::receive)
		.bindNow();

	/** Where it listens. */
	public String url() {
		return "http://127.0.0.1:" + this.server.port() + "/hooks";
	}

	/** Refuses as many of the next ones. */
	void refuseNext(int count) {
		this.failures.set(count);
	}

	private Mono<Void> receive(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap((body) -> {
			this.received.add(new Received(String.valueOf(request.requestHeaders().get("Stripe-Signature")), body));
			return response.status((this.failures.getAndDecrement() > 0) ? 500 : 200).send();
		});
	}

	List<Received> received() {
		return List.copyOf(this.received);
	}

	/** The events whose signatures are right, as stripe-java reads them. */
	List<Event> events(String secret) {
		return this.received.stream().filter((each) -> each.isFrom(secret)).map((each) -> each.event(secret)).toList();
	}

	/** What happened, of the events whose signatures are right. */
	public List<String> types(String secret) {
		return events(secret).stream().map(Event::getType).toList();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	/** A request that came. */
	record Received(String signature, String body) {

		boolean isFrom(String secret) {
			try {
				return Webhook.constructEvent(this.body, this.signature, secret) != null;
			}
			catch (SignatureVerificationException ex) {
				return false;
			}
		}

		Event event(String secret) {
			try {
				return Webhook.constructEvent(this.body, this.signature, secret);
			}
			catch (SignatureVerificationException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
