package dev.sluice.merchants.keys;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.http.Problem;
import dev.sluice.http.Representations;
import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Caller.Owner;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.Scope;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A merchant's own keys. Whoever asks sees and makes those of his mode alone, and gives
 * no key more than he has himself.
 */
@Configuration(proxyBeanMethods = false)
class KeyRoutes {

	private static final String PATH = "/v1/api-keys";

	private static final Duration OVERLAP = Duration.ofDays(1);

	private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

	private final KeyRing keys;

	private final JsonBodies bodies;

	private final Clock clock;

	KeyRoutes(KeyRing keys, JsonBodies bodies, Clock clock) {
		this.keys = keys;
		this.bodies = bodies;
		this.clock = clock;
	}

	@Bean
	RouterFunction<ServerResponse> apiKeyApi() {
		return RouterFunctions.route()
			.POST(PATH, Scope.KEYS.opens(this::make))
			.GET(PATH, Scope.KEYS.opens(this::list))
			.GET(PATH + "/{id}", Scope.KEYS.opens(this::show))
			.PATCH(PATH + "/{id}", Scope.KEYS.opens(this::rename))
			.DELETE(PATH + "/{id}", Scope.KEYS.opens(this::revoke))
			.POST(PATH + "/{id}/rotate", Scope.KEYS.opens(this::rotate))
			.before(Refusals::unrepeatable)
			.build();
	}

	private Mono<ServerResponse> make(ServerRequest request) {
		return Mono.zip(Caller.asking(request), this.bodies.read(request), (caller, body) -> {
			KeyTerms terms = KeyTerms.read(body, Optional.of(caller.owner().mode()), caller.scopes(), this.clock);
			return this.keys.make(caller.owner().id(), terms, Asker.of(request, caller));
		}).flatMap((made) -> made).flatMap((made) -> created(request, made));
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		return Caller.asking(request)
			.flatMap((caller) -> this.keys.list(caller.owner().id(), caller.owner().mode()))
			.flatMap((keys) -> ServerResponse.ok().bodyValue(new Listing(keys, null)));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		UUID id = id(request);
		return Caller.asking(request).flatMap((caller) -> find(caller, id)).flatMap(ServerResponse.ok()::bodyValue);
	}

	private Mono<ServerResponse> rename(ServerRequest request) {
		UUID id = id(request);
		return Mono.zip(Caller.asking(request), this.bodies.read(request), (caller, body) -> {
			String name = body.requiredText("name", KeyTerms.LONGEST_NAME);
			body.finish();
			return this.keys.rename(caller.owner().id(), caller.owner().mode(), id, name, Asker.of(request, caller));
		})
			.flatMap((renamed) -> renamed)
			.switchIfEmpty(Mono.error(KeyRoutes::notFound))
			.flatMap(ServerResponse.ok()::bodyValue);
	}

	private Mono<ServerResponse> revoke(ServerRequest request) {
		UUID id = id(request);
		return Caller.asking(request)
			.flatMap((caller) -> this.keys.revoke(caller.owner().id(), caller.owner().mode(), id,
					Asker.of(request, caller)))
			.switchIfEmpty(Mono.error(KeyRoutes::notFound))
			.flatMap((revoked) -> ServerResponse.noContent().build());
	}

	/**
	 * The new key can do what the old one can, which must not be more than who asks can.
	 */
	private Mono<ServerResponse> rotate(ServerRequest request) {
		UUID id = id(request);
		return Mono.zip(Caller.asking(request), this.bodies.readOptional(request), (caller, body) -> {
			Duration overlap = overlap(body);
			Instant expiresAt = KeyTerms.expiry(body, this.clock);
			body.finish();
			return find(caller, id).map((old) -> terms(caller, old, expiresAt))
				.flatMap((terms) -> this.keys.rotate(caller.owner().id(), id, overlap, terms,
						Asker.of(request, caller)));
		})
			.flatMap((made) -> made)
			.switchIfEmpty(Mono.error(KeyRoutes::notFound))
			.flatMap((made) -> created(request, made));
	}

	private static KeyTerms terms(Caller caller, KeyView old, @Nullable Instant expiresAt) {
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		old.scopes().forEach((name) -> scopes.add(Scope.find(name).orElseThrow()));
		if (!caller.scopes().containsAll(scopes)) {
			throw Problem.of(HttpStatus.FORBIDDEN, "scope_not_held",
					"This key can do more than the one that asks. Rotate it with one that can do as much.");
		}
		return new KeyTerms(old.name(), caller.owner().mode(), scopes, expiresAt);
	}

	private static Duration overlap(JsonBody body) {
		OptionalLong seconds = body.optionalInteger("overlap_seconds");
		if (seconds.isPresent() && (seconds.getAsLong() < 0 || seconds.getAsLong() > LONGEST_OVERLAP.toSeconds())) {
			body.reject("overlap_seconds", "invalid_value", "must be from 0 to " + LONGEST_OVERLAP.toSeconds());
		}
		return Duration.ofSeconds(seconds.orElse(OVERLAP.toSeconds()));
	}

	private Mono<KeyView> find(Caller caller, UUID id) {
		Owner owner = caller.owner();
		return this.keys.find(owner.id(), owner.mode(), id).switchIfEmpty(Mono.error(KeyRoutes::notFound));
	}

	private static Mono<ServerResponse> created(ServerRequest request, KeyView made) {
		return ServerResponse.created(URI.create(request.requestPath().contextPath().value() + PATH + "/" + made.id()))
			.bodyValue(made);
	}

	private static UUID id(ServerRequest request) {
		return TypeId.read(Actor.Key.PREFIX, request.pathVariable("id")).orElseThrow(KeyRoutes::notFound);
	}

	private static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "api_key_not_found", "There is no API key of this id.");
	}

	/** The keys as the API lists them; one page has all that work. */
	private record Listing(List<KeyView> data, @Nullable String next) {
	}

}
