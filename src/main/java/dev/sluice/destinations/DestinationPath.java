package dev.sluice.destinations;

import java.util.UUID;

import dev.sluice.destinations.registry.Destination;
import dev.sluice.values.TypeId;

import org.springframework.web.reactive.function.server.ServerRequest;

/** Where destinations are. */
final class DestinationPath {

	/** All of them. */
	static final String ALL = "/v1/destinations";

	/** One of them. */
	static final String ONE = ALL + "/{id}";

	private DestinationPath() {
	}

	/**
	 * Which one a request is about.
	 * @throws dev.sluice.http.Problem 404 where there cannot be such a one
	 */
	static UUID id(ServerRequest request) {
		return TypeId.read(Destination.PREFIX, request.pathVariable("id")).orElseThrow(Destination::notFound);
	}

	/** Where a destination is. */
	static String of(ServerRequest request, String id) {
		return request.requestPath().contextPath().value() + ALL + "/" + id;
	}

}
