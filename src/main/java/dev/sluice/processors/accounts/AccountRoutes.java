package dev.sluice.processors.accounts;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import dev.sluice.http.JsonBodies;
import dev.sluice.http.Representations;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Scope;
import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.registry.Connectors;
import dev.sluice.processors.registry.ProcessorAccount;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The accounts of the calling merchant at processors. */
@Configuration(proxyBeanMethods = false)
class AccountRoutes {

	private final Accounts accounts;

	private final AccountTerms terms;

	private final Connectors connectors;

	private final AccountChecks checks;

	private final JsonBodies bodies;

	AccountRoutes(Accounts accounts, AccountTerms terms, Connectors connectors, AccountChecks checks,
			JsonBodies bodies) {
		this.accounts = accounts;
		this.terms = terms;
		this.connectors = connectors;
		this.checks = checks;
		this.bodies = bodies;
	}

	@Bean
	RouterFunction<ServerResponse> processorAccountApi() {
		return RouterFunctions.route()
			.GET(AccountPath.ALL, Scope.PROCESSORS_READ.opens(this::list))
			.POST(AccountPath.ALL, Scope.PROCESSORS_WRITE.opens(this::make))
			.GET(AccountPath.ONE, Scope.PROCESSORS_READ.opens(this::show))
			.PATCH(AccountPath.ONE, Scope.PROCESSORS_WRITE.opens(this::amend))
			.DELETE(AccountPath.ONE, Scope.PROCESSORS_WRITE.opens(this::remove))
			.GET(AccountPath.ONE + "/check", Scope.PROCESSORS_READ.opens(this::check))
			.before(Refusals::labelled)
			.build();
	}

	private Mono<ServerResponse> make(ServerRequest request) {
		return Mono
			.zip(Caller.asking(request), this.bodies.read(request),
					(caller, body) -> this.accounts.add(caller, this.terms.made(body)))
			.flatMap((made) -> made)
			.map((made) -> view(request, made))
			.flatMap((made) -> ServerResponse.created(URI.create(AccountPath.of(request, made.id()))).bodyValue(made));
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		return Caller.of(request)
			.flatMap(this.accounts::list)
			.map((found) -> new Listing(found.stream().map((account) -> view(request, account)).toList(), null))
			.flatMap(ServerResponse.ok()::bodyValue);
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		UUID id = AccountPath.id(request);
		return answer(request, Caller.of(request).flatMap((merchant) -> this.accounts.find(merchant, id)));
	}

	/** What credentials there have to be is known once the account is. */
	private Mono<ServerResponse> amend(ServerRequest request) {
		UUID id = AccountPath.id(request);
		return answer(request, Mono
			.zip(Caller.asking(request), this.bodies.read(request),
					(caller, body) -> this.accounts.find(caller.merchant(), id)
						.map((found) -> this.terms.amendment(body, this.connectors.find(found.processor())))
						.flatMap((amendment) -> this.accounts.amend(caller, id, amendment)))
			.flatMap((changed) -> changed));
	}

	private Mono<ServerResponse> remove(ServerRequest request) {
		UUID id = AccountPath.id(request);
		return Caller.asking(request)
			.flatMap((caller) -> this.accounts.remove(caller, id))
			.switchIfEmpty(Mono.error(ProcessorAccount::notFound))
			.flatMap((removed) -> ServerResponse.noContent().build());
	}

	private Mono<ServerResponse> check(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		UUID id = AccountPath.id(request);
		return Caller.of(request)
			.flatMap((merchant) -> this.checks.check(merchant, id))
			.switchIfEmpty(Mono.error(ProcessorAccount::notFound))
			.flatMap(ServerResponse.ok()::bodyValue);
	}

	private Mono<ServerResponse> answer(ServerRequest request, Mono<ProcessorAccount> found) {
		return found.switchIfEmpty(Mono.error(ProcessorAccount::notFound))
			.map((account) -> view(request, account))
			.flatMap(ServerResponse.ok()::bodyValue);
	}

	private AccountView view(ServerRequest request, ProcessorAccount account) {
		return AccountView.of(account, this.connectors.find(account.processor()).map(Connector::capabilities),
				AccountPath.notifications(request, account.name()));
	}

	/** The accounts as the API lists them; one page has all of them. */
	private record Listing(List<AccountView> data, @Nullable String next) {
	}

}
