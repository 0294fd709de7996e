package dev.sluice.merchants;

import java.nio.ByteBuffer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * The keys that were used last, so that a busy caller is not looked up at every request.
 * A key that was revoked is known a few seconds longer.
 */
@Component
class KnownKeys {

	private final ApiKeys keys;

	private final Cache<ByteBuffer, Caller> callers;

	KnownKeys(ApiKeys keys, KeySettings settings) {
		this.keys = keys;
		this.callers = Caffeine.newBuilder()
			.maximumSize(settings.maxKnown())
			.expireAfterWrite(settings.knownFor())
			.build();
	}

	/** As {@link ApiKeys#find}. */
	Mono<Caller> find(Secret key) {
		ByteBuffer hash = ByteBuffer.wrap(key.hash());
		Caller known = this.callers.getIfPresent(hash);
		return (known != null) ? Mono.just(known)
				: this.keys.find(key).doOnNext((caller) -> this.callers.put(hash, caller));
	}

}
