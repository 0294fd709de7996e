package dev.sluice.processors.accounts;

import java.util.UUID;

import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.values.TypeId;

import org.springframework.web.reactive.function.server.ServerRequest;

/** Where accounts are. */
final class AccountPath {

	/** All of them. */
	static final String ALL = "/v1/processor-accounts";

	/** One of them. */
	static final String ONE = ALL + "/{id}";

	private AccountPath() {
	}

	/**
	 * Which one a request is about.
	 * @throws dev.sluice.http.Problem 404 where there cannot be such a one
	 */
	static UUID id(ServerRequest request) {
		return TypeId.read(ProcessorAccount.PREFIX, request.pathVariable("id")).orElseThrow(ProcessorAccount::notFound);
	}

	/** Where an account is. */
	static String of(ServerRequest request, String id) {
		return base(request) + ALL + "/" + id;
	}

	/** Where its processor posts notifications. */
	static String notifications(ServerRequest request, String id) {
		return base(request) + "/processors/" + id + "/notifications";
	}

	private static String base(ServerRequest request) {
		return request.requestPath().contextPath().value();
	}

}
