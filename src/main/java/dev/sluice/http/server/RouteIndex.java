package dev.sluice.http.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the route that serves a request without asking all of them: by its method and by
 * how many parts its path has.
 */
public final class RouteIndex {

	private final Map<HttpMethod, List<List<RouteTable.Route>>> byMethod = new HashMap<>();

	private RouteIndex() {
	}

	/** An index of all routes whose paths have a number of parts that is known. */
	public static RouteIndex of(RouteTable table) {
		RouteIndex index = new RouteIndex();
		table.routes().forEach(index::add);
		return index;
	}

	private void add(RouteTable.Route route) {
		if (route.handler() == null || route.path().getPatternString().contains("*")) {
			return;
		}
		List<List<RouteTable.Route>> bySize = this.byMethod.computeIfAbsent(route.method(), (m) -> new ArrayList<>());
		int size = PathContainer.parsePath(route.path().getPatternString()).elements().size();
		while (bySize.size() <= size) {
			bySize.add(new ArrayList<>(1));
		}
		bySize.get(size).add(route);
	}

	/** The route that is for a request; null where there may be none. */
	public @Nullable Found find(HttpMethod method, PathContainer path) {
		List<List<RouteTable.Route>> bySize = this.byMethod.get(method);
		int size = path.elements().size();
		if (bySize == null || size >= bySize.size()) {
			return null;
		}
		for (RouteTable.Route route : bySize.get(size)) {
			PathPattern.PathMatchInfo match = route.path().matchAndExtract(path);
			if (match != null && route.handler() != null) {
				return new Found(route.handler(), route.path(), match.getUriVariables());
			}
		}
		return null;
	}

	/**
	 * What serves a request.
	 *
	 * @param path what its path looks like
	 * @param variables what its path says
	 */
	public record Found(HandlerFunction<ServerResponse> handler, PathPattern path, Map<String, String> variables) {
	}

}
