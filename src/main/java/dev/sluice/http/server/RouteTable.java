package dev.sluice.http.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.http.Access;
import dev.sluice.http.KnownParameters;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which methods the application's functional routes offer at which path, which query
 * parameters they know there, and who may ask them.
 *
 * @param routes one element per route, in order
 */
public record RouteTable(List<Route> routes) {

	/**
	 * One method at one path pattern.
	 *
	 * @param parameters the query parameters that it knows
	 * @param access who may ask it; null where it does not say
	 * @param handler what answers there; null where more than these two decides on that
	 */
	public record Route(HttpMethod method, PathPattern path, KnownParameters parameters, @Nullable Access access,
			@Nullable HandlerFunction<ServerResponse> handler) {
	}

	/**
	 * Reads the table from the router functions themselves. Those that something is done
	 * around show their handlers without that; they alone can be asked for them.
	 */
	public static RouteTable of(List<RouterFunction<ServerResponse>> functions) {
		Reader reader = new Reader();
		functions.forEach((function) -> {
			reader.filtered = function.getClass().getSimpleName().startsWith("Filtered");
			function.accept(reader);
		});
		return new RouteTable(List.copyOf(reader.routes));
	}

	/** The methods that are offered at a path; empty where nothing is. */
	public Set<HttpMethod> methodsAt(PathContainer path) {
		return this.routes.stream()
			.filter((route) -> route.path().matches(path))
			.map(Route::method)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * What the route that serves a method at a path knows; empty where there is no such
	 * route. Of several patterns the most specific one says it.
	 */
	public Optional<KnownParameters> parametersAt(HttpMethod method, PathContainer path) {
		return this.routes.stream()
			.filter((route) -> route.method().equals(method) && route.path().matches(path))
			.min(Comparator.comparing(Route::path))
			.map(Route::parameters);
	}

	/**
	 * Collects each route's method, path, parameters and rule; other predicates are left
	 * aside.
	 */
	@SuppressWarnings({ "overloads", "removal" })
	private static final class Reader implements RouterFunctions.Visitor, RequestPredicates.Visitor {

		private final List<Route> routes = new ArrayList<>();

		private KnownParameters parameters = KnownParameters.NONE;

		private Set<HttpMethod> methods = Set.of();

		private @Nullable String pattern;

		/** Whether method and path alone decide. */
		private boolean plain;

		private int nested;

		private boolean filtered;

		@Override
		public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
			this.methods = Set.of();
			this.pattern = null;
			this.plain = this.nested == 0 && !this.filtered;
			predicate.accept(this);
			if (this.pattern != null) {
				PathPattern path = PathPatternParser.defaultInstance.parse(this.pattern);
				Access.Guarded guarded = (handler instanceof Access.Guarded known) ? known : null;
				HandlerFunction<ServerResponse> whole = this.plain ? guarded : null;
				Access access = (guarded != null) ? guarded.access() : null;
				this.methods
					.forEach((method) -> this.routes.add(new Route(method, path, this.parameters, access, whole)));
			}
			this.parameters = KnownParameters.NONE;
		}

		@Override
		public void method(Set<HttpMethod> methods) {
			this.methods = methods;
		}

		@Override
		public void path(String pattern) {
			this.pattern = pattern;
		}

		@Override
		public void startNested(RequestPredicate predicate) {
			this.nested++;
		}

		@Override
		public void endNested(RequestPredicate predicate) {
			this.nested--;
		}

		@Override
		public void resources(Function<ServerRequest, Mono<Resource>> lookup) {
		}

		/** Comes before the route that the attributes are of. */
		@Override
		public void attributes(Map<String, Object> attributes) {
			this.parameters = KnownParameters.of(attributes);
		}

		@Override
		public void unknown(RouterFunction<?> routerFunction) {
		}

		@Override
		public void pathExtension(String extension) {
			this.plain = false;
		}

		@Override
		public void header(String name, String value) {
			this.plain = false;
		}

		@Override
		public void queryParam(String name, String value) {
			this.plain = false;
		}

		@Override
		public void version(String version) {
			this.plain = false;
		}

		@Override
		public void startAnd() {
		}

		@Override
		public void and() {
		}

		@Override
		public void endAnd() {
		}

		@Override
		public void startOr() {
			this.plain = false;
		}

		@Override
		public void or() {
		}

		@Override
		public void endOr() {
		}

		@Override
		public void startNegate() {
			this.plain = false;
		}

		@Override
		public void endNegate() {
		}

		@Override
		public void unknown(RequestPredicate predicate) {
			this.plain = false;
		}

	}

}
