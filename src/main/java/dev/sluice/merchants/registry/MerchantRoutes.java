package dev.sluice.merchants.registry;

import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.Problem;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.Representations;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Operator;
import dev.sluice.merchants.OperatorSettings;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.Scope;
import dev.sluice.merchants.keys.KeyRing;
import dev.sluice.merchants.keys.KeyTerms;
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

/** The operator's routes: there where there is an operator's key. */
@Configuration(proxyBeanMethods = false)
class MerchantRoutes {

	private static final String PATH = "/v1/merchants";

	private static final int LONGEST_NAME = 200;

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 200;

	/** Sorts behind every id. */
	private static final UUID NEWEST = new UUID(-1, -1);

	private final Operator operator = new Operator();

	private final Merchants merchants;

	private final KeyRing keys;

	private final JsonBodies bodies;

	private final Clock clock;

	MerchantRoutes(Merchants merchants, KeyRing keys, JsonBodies bodies, Clock clock) {
		this.merchants = merchants;
		this.keys = keys;
		this.bodies = bodies;
		this.clock = clock;
	}

	@Bean
	RouterFunction<ServerResponse> merchantApi(OperatorSettings settings) {
		return settings.isSet() ? routes() : (request) -> Mono.empty();
	}

	private RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.POST(PATH, Operator.ALONE.opens(this::make))
			.GET(PATH, Operator.ALONE.opens(this::list))
			.withAttributes(KnownParameters.named("limit", "after"))
			.GET(PATH + "/{id}", Operator.ALONE.opens(this::show))
			.PATCH(PATH + "/{id}", Operator.ALONE.opens(this::change))
			.POST(PATH + "/{id}/api-keys", Operator.ALONE.opens(this::makeKey))
			.before(Refusals::unrepeatable)
			.build();
	}

	private Mono<ServerResponse> make(ServerRequest request) {
		return this.bodies.read(request).flatMap((body) -> {
			String name = body.requiredText("name", LONGEST_NAME);
			body.finish();
			return this.merchants.make(name, this.operator.actor());
		})
			.flatMap((made) -> ServerResponse
				.created(URI.create(request.requestPath().contextPath().value() + PATH + "/" + made.id()))
				.bodyValue(made));
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		int limit = (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		UUID after = parameters
			.read("after", "must be the id of a merchant", (text) -> TypeId.read(MerchantId.PREFIX, text))
			.orElse(NEWEST);
		String base = request.requestPath().contextPath().value() + PATH;
		return this.merchants.before(after, limit + 1).flatMap((found) -> {
			Page page = Page.of(found, limit, base);
			ServerResponse.BodyBuilder answer = ServerResponse.ok();
			return ((page.next() != null) ? answer.header("Link", "<" + page.next() + ">; rel=\"next\"") : answer)
				.bodyValue(page);
		});
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		return this.merchants.find(id(request))
			.switchIfEmpty(Mono.error(MerchantRoutes::notFound))
			.flatMap(ServerResponse.ok()::bodyValue);
	}

	private Mono<ServerResponse> change(ServerRequest request) {
		UUID id = id(request);
		return this.bodies.read(request).flatMap((body) -> {
			Optional<String> name = Optional.ofNullable(body.optionalText("name", LONGEST_NAME));
			Optional<Boolean> enabled = body.optionalBoolean("enabled");
			body.finish();
			return this.merchants.change(id, name, enabled, this.operator.actor());
		}).switchIfEmpty(Mono.error(MerchantRoutes::notFound)).flatMap(ServerResponse.ok()::bodyValue);
	}

	private Mono<ServerResponse> makeKey(ServerRequest request) {
		UUID id = id(request);
		return Mono
			.zip(this.merchants.find(id).switchIfEmpty(Mono.error(MerchantRoutes::notFound)), this.bodies.read(request))
			.flatMap((asked) -> this.keys.make(id, terms(asked.getT2()), this.operator.actor()))
			.flatMap((made) -> ServerResponse.status(HttpStatus.CREATED).bodyValue(made));
	}

	private KeyTerms terms(JsonBody body) {
		return KeyTerms.read(body, Optional.empty(), EnumSet.allOf(Scope.class), this.clock);
	}

	private static UUID id(ServerRequest request) {
		return TypeId.read(MerchantId.PREFIX, request.pathVariable("id")).orElseThrow(MerchantRoutes::notFound);
	}

	private static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "merchant_not_found", "There is no merchant of this id.");
	}

	/** Merchants as the API lists them, and where those are that follow. */
	private record Page(List<MerchantView> data, @Nullable String next) {

		static Page of(List<MerchantView> found, int limit, String base) {
			if (found.size() <= limit) {
				return new Page(found, null);
			}
			List<MerchantView> shown = found.subList(0, limit);
			return new Page(shown, base + "?limit=" + limit + "&after=" + shown.getLast().id());
		}

	}

}
