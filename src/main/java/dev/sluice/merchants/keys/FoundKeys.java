package dev.sluice.merchants.keys;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.keys.ApiKeys.Found;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The keys that were found a short while ago, by their hashes. What was looked up before
 * some were forgotten is not kept: it may be from before what they were forgotten for.
 */
final class FoundKeys {

	private final Cache<ByteBuffer, Found> found;

	private final AtomicLong forgotten = new AtomicLong();

	/** None is known yet. */
	FoundKeys(KeySettings settings) {
		this.found = Caffeine.newBuilder()
			.maximumSize(settings.maxKnown())
			.expireAfter(Expiry.creating((ByteBuffer hash, Found key) -> shorter(settings.knownFor(), key)))
			.build();
	}

	/** The key, if it is known. */
	@Nullable Found get(byte[] hash) {
		return this.found.getIfPresent(ByteBuffer.wrap(hash));
	}

	/** As the look-up; what it finds is known then. */
	Mono<Found> keep(byte[] hash, Mono<Found> lookUp) {
		return Mono.defer(() -> {
			long begun = this.forgotten.get();
			return lookUp.doOnNext((key) -> put(ByteBuffer.wrap(hash), key, begun));
		});
	}

	/** Some may be forgotten at the very moment, before it is there to be forgotten. */
	private void put(ByteBuffer hash, Found key, long begun) {
		if (this.forgotten.get() == begun) {
			this.found.put(hash, key);
			if (this.forgotten.get() != begun) {
				this.found.invalidate(hash);
			}
		}
	}

	/** Forgets those of some callers. */
	void forget(Predicate<Caller> whose) {
		var _ = this.forgotten.incrementAndGet();
		boolean _ = this.found.asMap().values().removeIf((key) -> whose.test(key.caller()));
	}

	private static Duration shorter(Duration most, Found key) {
		Duration left = key.left();
		return (left != null && left.compareTo(most) < 0) ? left : most;
	}

}
