package dev.sluice.destinations;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import dev.sluice.destinations.consumers.Acknowledged;
import dev.sluice.destinations.consumers.Batch;
import dev.sluice.destinations.consumers.Consumers;
import dev.sluice.destinations.consumers.Wanted;
import dev.sluice.destinations.registry.Destination;
import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.http.JsonPage;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.LastingBody;
import dev.sluice.http.Permit;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.Representations;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Scope;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The events of a consumer, for those who come for them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.API)
class ConsumerRoutes {

	private static final int LONGEST_WORD = 40;

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 500;

	private static final long MAX_WAIT = 60;

	private static final long DEFAULT_LEASE = 60;

	private static final long MAX_LEASE = 3600;

	private final Consumers consumers;

	private final JsonBodies bodies;

	ConsumerRoutes(Consumers consumers, JsonBodies bodies) {
		this.consumers = consumers;
		this.bodies = bodies;
	}

	@Bean
	RouterFunction<ServerResponse> consumerApi() {
		return RouterFunctions.route()
			.GET(DestinationPath.ONE + "/events", Scope.DESTINATIONS.opens(this::events))
			.withAttributes(KnownParameters.named("limit", "wait", "lease_seconds"))
			.POST(DestinationPath.ONE + "/ack", Scope.DESTINATIONS.opens(this::acknowledge))
			.build();
	}

	/**
	 * Whoever waits is held to what let him in for as long as he does. Who asks for no
	 * body is given nothing.
	 */
	private Mono<ServerResponse> events(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		UUID id = DestinationPath.id(request);
		QueryParameters parameters = QueryParameters.of(request);
		int limit = (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		Duration wait = Duration.ofSeconds(parameters.integer("wait", 0, 0, MAX_WAIT));
		Duration lease = Duration.ofSeconds(parameters.integer("lease_seconds", DEFAULT_LEASE, 1, MAX_LEASE));
		if (LastingBody.isForHead(request.exchange().getResponse())) {
			return answer(Optional.empty());
		}
		return Mono
			.deferContextual((context) -> Permit.of(context)
				.hold(Caller.of(request)
					.flatMap((merchant) -> this.consumers.next(new Wanted(merchant.value(), id, limit, lease), wait))))
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap(ConsumerRoutes::answer);
	}

	private static Mono<ServerResponse> answer(Optional<Batch> batch) {
		return JsonPage.of(batch.map(Batch::events).orElse(List.of()))
			.with("lease", batch.map((given) -> TypeId.write(Batch.PREFIX, given.lease())))
			.with("lease_until", batch.map((given) -> given.until().toString()))
			.response();
	}

	private Mono<ServerResponse> acknowledge(ServerRequest request) {
		UUID id = DestinationPath.id(request);
		return Mono.zip(Caller.of(request), this.bodies.read(request), (merchant, body) -> {
			Done done = Done.read(body);
			return this.consumers.acknowledge(merchant.value(), id, done.lease(), done.position(), done.longer());
		})
			.flatMap((acknowledged) -> acknowledged)
			.switchIfEmpty(Mono.error(Destination::notFound))
			.flatMap((acknowledged) -> ServerResponse.ok().bodyValue(Answer.of(acknowledged)));
	}

	/**
	 * What somebody tells who came for events.
	 *
	 * @param position up to here they are done
	 * @param longer for how long the rest is his yet; null where that stays as it is
	 */
	private record Done(UUID lease, long position, @Nullable Duration longer) {

		static Done read(JsonBody body) {
			Optional<UUID> lease = body.optional("lease", LONGEST_WORD, (text) -> TypeId.read(Batch.PREFIX, text),
					"invalid_value", "must be a lease, as it came with the events");
			if (lease.isEmpty() && body.isSound("lease")) {
				body.reject("lease", "missing_field", "is required");
			}
			long position = body.requiredInteger("position");
			if (position < 0 && body.isSound("position")) {
				body.reject("position", "invalid_value", "must be 0 or more");
			}
			OptionalLong seconds = body.optionalInteger("extend_seconds");
			if (seconds.isPresent() && (seconds.getAsLong() < 0 || seconds.getAsLong() > MAX_LEASE)) {
				body.reject("extend_seconds", "invalid_value", "must be from 0 to " + MAX_LEASE);
			}
			body.finish();
			return new Done(lease.orElseThrow(), position,
					seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null);
		}

	}

	/**
	 * What came of an acknowledgement.
	 *
	 * @param acknowledged how many events
	 * @param left how many of the lease are not yet
	 */
	private record Answer(long acknowledged, long left) {

		static Answer of(Acknowledged acknowledged) {
			return new Answer(acknowledged.events(), acknowledged.left());
		}

	}

}
