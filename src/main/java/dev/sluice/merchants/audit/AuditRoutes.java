package dev.sluice.merchants.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.http.Access;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.Problem;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.Representations;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Operator;
import dev.sluice.merchants.Scope;
import dev.sluice.merchants.audit.Audit.Entry;
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

/**
 * Shows what was done: to a merchant in the mode of whoever asks, and to all of them to
 * the operator.
 */
@Configuration(proxyBeanMethods = false)
class AuditRoutes {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 100;

	/** Sorts behind every id. */
	private static final UUID NEWEST = new UUID(-1, -1);

	private final Audit audit;

	AuditRoutes(Audit audit) {
		this.audit = audit;
	}

	@Bean
	RouterFunction<ServerResponse> auditApi() {
		return RouterFunctions.route()
			.GET("/v1/audit", new Readers().opens(this::list))
			.withAttributes(KnownParameters.named("limit", "after", "merchant"))
			.build();
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		int limit = (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		UUID after = parameters.read("after", "must be the id of an entry", (text) -> TypeId.read(Audit.PREFIX, text))
			.orElse(NEWEST);
		Optional<Caller> caller = Optional.ofNullable(Caller.in(request.exchange()));
		caller.ifPresent((known) -> parameters.refuse("merchant", "is the operator's to ask with"));
		Optional<UUID> merchant = parameters
			.read("merchant", "must be the id of a merchant", (text) -> TypeId.read(MerchantId.PREFIX, text))
			.or(() -> caller.map((known) -> known.owner().id()));
		Optional<Mode> mode = caller.map((known) -> known.owner().mode());
		return this.audit.before(merchant, mode, after, limit + 1).flatMap((found) -> {
			Page page = Page.of(found, limit, request);
			ServerResponse.BodyBuilder answer = ServerResponse.ok();
			return ((page.next() != null) ? answer.header("Link", "<" + page.next() + ">; rel=\"next\"") : answer)
				.bodyValue(page);
		});
	}

	/** Entries as the API shows them, and where those are that follow. */
	private record Page(List<Entry> data, @Nullable String next) {

		static Page of(List<Entry> found, int limit, ServerRequest request) {
			if (found.size() <= limit) {
				return new Page(found, null);
			}
			List<Entry> shown = found.subList(0, limit);
			String merchant = request.queryParam("merchant").map((id) -> "&merchant=" + id).orElse("");
			return new Page(shown, request.requestPath().contextPath().value() + "/v1/audit?limit=" + limit + "&after="
					+ shown.getLast().id() + merchant);
		}

	}

	/** Whoever may change keys, and the operator. */
	private record Readers() implements Access {

		@Override
		public String label() {
			return Scope.KEYS.label() + " or " + Operator.ALONE.label();
		}

		@Override
		public @Nullable Problem refusal(ServerRequest request) {
			return Operator.isIn(request.exchange()) ? null : Scope.KEYS.refusal(request);
		}

	}

}
