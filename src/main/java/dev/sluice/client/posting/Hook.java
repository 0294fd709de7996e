package dev.sluice.client.posting;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.sluice.client.connection.Answer;
import dev.sluice.client.connection.Asking;
import dev.sluice.client.connection.Failures;
import dev.sluice.client.gateway.Event;

/**
 * An address that takes events, each posted and signed as the gateway's own webhooks are.
 */
public final class Hook {

	private final URI address;

	private final Webhook webhook;

	private final Asking asking;

	private final InstantSource clock;

	/**
	 * An address and the secret that it knows.
	 * @throws IllegalArgumentException where the secret is none
	 */
	public Hook(URI address, String secret, Asking asking, InstantSource clock) {
		this.address = address;
		this.webhook = Secrets.webhook(secret).orElseThrow(() -> new IllegalArgumentException("This is no secret"));
		this.asking = asking;
		this.clock = clock;
	}

	/** Posts an event, once. */
	public Delivery post(Event event) throws InterruptedException {
		HttpRequest request = request(event);
		long begun = System.nanoTime();
		try {
			Answer answer = this.asking.ask(request);
			return new Delivery(answer.isGood(), Integer.toString(answer.status()), since(begun), answer.wish());
		}
		catch (InterruptedIOException ex) {
			throw new InterruptedException(ex.getMessage());
		}
		catch (IOException ex) {
			return new Delivery(false, Failures.words(ex), since(begun), Duration.ZERO);
		}
	}

	private HttpRequest request(Event event) {
		String id = id(event);
		long second = this.clock.instant().getEpochSecond();
		try {
			return HttpRequest.newBuilder(this.address)
				.header("Content-Type", "application/json")
				.header("User-Agent", "Sluice-Webhooks")
				.header("webhook-id", id)
				.header("webhook-timestamp", Long.toString(second))
				.header("webhook-signature", this.webhook.sign(id, second, event.json()))
				.POST(BodyPublishers.ofString(event.json()))
				.build();
		}
		catch (WebhookSigningException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The same however often an event comes, and another one in a journal that was begun
	 * anew, where the same position is another event.
	 */
	private static String id(Event event) {
		return "listen_" + event.subject() + "_" + event.version();
	}

	private static Duration since(long begun) {
		return Duration.ofNanos(System.nanoTime() - begun);
	}

}
