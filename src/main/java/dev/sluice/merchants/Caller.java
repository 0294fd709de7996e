package dev.sluice.merchants;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * An authenticated caller: somebody who acts for a merchant in one of its modes, by a
 * key, directly or through a session.
 */
public final class Caller {

	private static final String ATTRIBUTE = Caller.class.getName();

	private final Owner owner;

	private final Actor actor;

	private final Set<Scope> scopes;

	/**
	 * A caller.
	 * @param owner for whom
	 * @param actor who it is
	 * @param scopes what is allowed
	 */
	public Caller(Owner owner, Actor actor, Collection<Scope> scopes) {
		this.owner = owner;
		this.actor = actor;
		this.scopes = Set.copyOf(scopes);
	}

	/**
	 * The merchant on whose behalf a request is made.
	 * @return never empty at a route that asks for a {@link Scope}
	 */
	public static Mono<MerchantId> of(ServerRequest request) {
		return asking(request).map(Caller::merchant);
	}

	/**
	 * Who makes a request.
	 * @return never empty at a route that asks for a {@link Scope}
	 */
	public static Mono<Caller> asking(ServerRequest request) {
		return Mono.justOrEmpty(in(request.exchange()));
	}

	/** Who makes a request, at a route that asks for a {@link Scope}. */
	public static Caller present(ServerRequest request) {
		return Objects.requireNonNull(in(request.exchange()), "Nobody was let in");
	}

	/** The caller of a request; null where no merchant's was let in. */
	public static @Nullable Caller in(ServerWebExchange exchange) {
		return exchange.getAttribute(ATTRIBUTE);
	}

	/** Makes it the caller of a request. */
	public void enter(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	/** Under which id the payments are kept that this caller sees and makes. */
	public MerchantId merchant() {
		return this.owner.world();
	}

	/** For whom the caller acts. */
	public Owner owner() {
		return this.owner;
	}

	/** Who it is. */
	public Actor actor() {
		return this.actor;
	}

	/** What the caller may do. */
	public Set<Scope> scopes() {
		return this.scopes;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Caller caller && caller.owner.equals(this.owner) && caller.actor.equals(this.actor)
				&& caller.scopes.equals(this.scopes);
	}

	@Override
	public int hashCode() {
		return this.actor.hashCode();
	}

	/**
	 * A merchant in one of its modes.
	 *
	 * @param id of the merchant, written {@code mer_…}
	 * @param name of the merchant
	 * @param mode which of its worlds it is
	 * @param world the id of that
	 */
	public record Owner(UUID id, String name, Mode mode, MerchantId world) {
	}

}
