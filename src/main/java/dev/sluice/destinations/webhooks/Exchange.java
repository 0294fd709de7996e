package dev.sluice.destinations.webhooks;

import java.time.Clock;
import java.time.Duration;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;
import dev.sluice.destinations.ways.Parcel;
import dev.sluice.values.TraceParent;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One sending, and what has come of it so far. Once a status was said that is the answer,
 * whatever becomes of the rest.
 */
final class Exchange {

	private final Parcel parcel;

	private final @Nullable String trace;

	private final Signatures signatures;

	private final WebhookSettings settings;

	private final Clock clock;

	private final long begun = System.nanoTime();

	private final AnswerBody body;

	private volatile boolean sent;

	private volatile @Nullable Integer status;

	private volatile @Nullable Duration retryAfter;

	/** A sending that begins now, there in a trace. */
	Exchange(Parcel parcel, @Nullable String trace, Signatures signatures, WebhookSettings settings, Clock clock) {
		this.parcel = parcel;
		this.trace = trace;
		this.signatures = signatures;
		this.settings = settings;
		this.clock = clock;
		this.body = new AnswerBody(Math.toIntExact(settings.excerpt().toBytes()));
	}

	/** Signs and writes, once there is a connection. */
	Publisher<Void> write(HttpClientRequest request, NettyOutbound out) {
		byte[] bytes = this.parcel.body().utf8();
		long timestamp = this.clock.instant().getEpochSecond();
		request.requestHeaders()
			.set("webhook-id", this.parcel.id())
			.set("webhook-timestamp", timestamp)
			.set("webhook-signature", this.signatures.sign(this.parcel.id(), timestamp, bytes))
			.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
		if (this.trace != null) {
			var _ = request.requestHeaders().set(TraceParent.HEADER, this.trace);
		}
		this.sent = true;
		return out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bytes)));
	}

	/** Reads to the end, or to where it is too much: then the connection is ended. */
	Publisher<Void> read(HttpClientResponse response, ByteBufFlux content) {
		this.retryAfter = RetryAfter.read(response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER),
				this.clock.instant(), this.settings.maxRetryAfter());
		this.status = response.status().code();
		return content.doOnNext(this.body::add)
			.takeUntil((part) -> this.body.size() > this.settings.maxAnswerSize().toBytes())
			.then();
	}

	/** The answer that was read, as far as it came in time. */
	Answer answer() {
		Integer said = this.status;
		if (said != null) {
			return said(said);
		}
		return this.sent ? without(Outcome.TIMED_OUT, "There was no answer in time.")
				: without(Outcome.UNREACHABLE, "No connection was made in time.");
	}

	/**
	 * The answer, where the rest of it failed; or what went wrong, where there is none.
	 */
	Answer answer(Throwable error) {
		Integer said = this.status;
		return (said != null) ? said(said) : without(Failures.outcome(error), Failures.words(error));
	}

	private Answer said(int code) {
		Outcome outcome = outcome(code);
		return new Answer(outcome, code, latency(), this.body.excerpt(),
				(outcome == Outcome.REFUSED) ? this.retryAfter : null);
	}

	private static Outcome outcome(int code) {
		if (code >= 200 && code < 300) {
			return Outcome.DELIVERED;
		}
		return (code == 410) ? Outcome.GONE : Outcome.REFUSED;
	}

	private Answer without(Outcome outcome, String words) {
		return new Answer(outcome, null, latency(), words, null);
	}

	private Duration latency() {
		return Duration.ofNanos(System.nanoTime() - this.begun);
	}

}
