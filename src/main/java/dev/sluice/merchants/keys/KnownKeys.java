package dev.sluice.merchants.keys;

import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.attempts.Attempts;
import dev.sluice.merchants.keys.ApiKeys.Found;
import dev.sluice.merchants.standing.Credential;
import dev.sluice.merchants.standing.EndListener;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The keys that were used last, so that a busy caller is not looked up at every request.
 * They are forgotten at once when the database tells that something became of them, and
 * after a few seconds in any case.
 */
@Component
public class KnownKeys implements EndListener {

	private final ApiKeys keys;

	private final Attempts attempts;

	private final LastUses uses;

	private final FoundKeys found;

	KnownKeys(ApiKeys keys, Attempts attempts, LastUses uses, KeySettings settings) {
		this.keys = keys;
		this.attempts = attempts;
		this.uses = uses;
		this.found = new FoundKeys(settings);
	}

	/**
	 * The caller who holds the key.
	 * @return never empty; a {@link dev.sluice.http.Problem} 401 where nobody does, 403
	 * where its merchant is disabled, 429 where too many were tried from the same address
	 */
	public Mono<Caller> find(ServerHttpRequest request, Secret key) {
		byte[] hash = key.hash();
		Found known = this.found.get(hash);
		return ((known != null) ? Mono.just(known) : this.attempts.credential(request, hash, lookUp(key, hash)))
			.map((found) -> this.uses.note(found.caller()));
	}

	/** The caller who holds the key; null where that has to be looked up. */
	public @Nullable Caller known(Secret key) {
		Found known = this.found.get(key.hash());
		return (known != null) ? this.uses.note(known.caller()) : null;
	}

	/**
	 * As {@link #find}, of a key that was good when a request began, and so is no
	 * attempt.
	 */
	public Mono<Caller> findAgain(Secret key) {
		return Mono.defer(() -> {
			byte[] hash = key.hash();
			Found known = this.found.get(hash);
			return (known != null) ? Mono.just(known) : lookUp(key, hash);
		}).map(Found::caller);
	}

	/** So that a stream which ended with its key is not opened again. */
	@Override
	public void ended(Credential credential) {
		if (credential instanceof Credential.Key(UUID id)) {
			this.found.forget((caller) -> caller.actor() instanceof Actor.Key key && key.keyId().equals(id));
		}
	}

	@Override
	public void changed(UUID merchant) {
		this.found.forget((caller) -> caller.owner().id().equals(merchant));
	}

	@Override
	public void missed() {
		this.found.forget((caller) -> true);
	}

	private Mono<Found> lookUp(Secret key, byte[] hash) {
		return this.found.keep(hash, this.keys.look(key)).switchIfEmpty(Mono.error(Refusals::invalidKey));
	}

}
