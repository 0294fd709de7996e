package dev.sluice.client.connection;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of an answer's body. What is beyond the limit is not read, and what
 * breaks off ends where it did: once a status was said, that is the answer.
 */
final class BoundedBody implements BodySubscriber<byte[]> {

	private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

	private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

	private final int limit;

	private @Nullable Subscription subscription;

	BoundedBody(int limit) {
		this.limit = limit;
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return this.whole;
	}

	@Override
	public void onSubscribe(Subscription subscribed) {
		this.subscription = subscribed;
		subscribed.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> parts) {
		for (ByteBuffer part : parts) {
			byte[] bytes = new byte[Math.min(part.remaining(), this.limit - this.beginning.size())];
			part.get(bytes);
			this.beginning.writeBytes(bytes);
			if (part.hasRemaining() && this.subscription != null) {
				this.subscription.cancel();
				onComplete();
				return;
			}
		}
	}

	@Override
	public void onError(Throwable error) {
		onComplete();
	}

	@Override
	public void onComplete() {
		var _ = this.whole.complete(this.beginning.toByteArray());
	}

}
