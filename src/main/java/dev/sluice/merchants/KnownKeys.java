package dev.sluice.merchants;

import java.nio.ByteBuffer;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.merchants.attempts.Attempts;
import dev.sluice.merchants.standing.Credential;
import dev.sluice.merchants.standing.EndListener;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The keys that were used last, so that a busy caller is not looked up at every request.
 * A key that was revoked is known a few seconds longer.
 */
@Component
class KnownKeys implements EndListener {

	private final ApiKeys keys;

	private final Attempts attempts;

	private final Cache<ByteBuffer, Caller> callers;

	KnownKeys(ApiKeys keys, Attempts attempts, KeySettings settings) {
		this.keys = keys;
		this.attempts = attempts;
		this.callers = Caffeine.newBuilder()
			.maximumSize(settings.maxKnown())
			.expireAfterWrite(settings.knownFor())
			.build();
	}

	/**
	 * The caller who holds the key.
	 * @return never empty; a {@link dev.sluice.http.Problem} 401 where nobody does, 429
	 * where too many were tried from the same address
	 */
	Mono<Caller> find(ServerHttpRequest request, Secret key) {
		byte[] hash = key.hash();
		Caller known = this.callers.getIfPresent(ByteBuffer.wrap(hash));
		return (known != null) ? Mono.just(known) : this.attempts.credential(request, hash, lookUp(key, hash));
	}

	/** So that a stream which ended with its key is not opened again. */
	@Override
	public void ended(Credential credential) {
		if (credential instanceof Credential.Key(UUID id)) {
			boolean _ = this.callers.asMap().values().removeIf((caller) -> caller.keyId().equals(id));
		}
	}

	private Mono<Caller> lookUp(Secret key, byte[] hash) {
		return this.keys.find(key)
			.doOnNext((caller) -> this.callers.put(ByteBuffer.wrap(hash), caller))
			.switchIfEmpty(Mono.error(Refusals::invalidKey));
	}

}
