package dev.sluice.emulators.adyen;

import dev.sluice.emulators.adyen.requests.MerchantAccount;
import dev.sluice.http.Access;
import dev.sluice.http.JsonBodies;
import dev.sluice.http.Problem;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where a merchant account is set up, as it is at Adyen in its Customer Area. A PUT
 * replaces everything. Open to whoever reaches the emulator.
 */
class AccountRoutes {

	private static final String PATH = "/emulators/adyen/accounts/{account}";

	private final MerchantAccounts accounts;

	private final JsonBodies bodies;

	AccountRoutes(MerchantAccounts accounts, JsonBodies bodies) {
		this.accounts = accounts;
		this.bodies = bodies;
	}

	RouterFunction<ServerResponse> routes() {
		Access everybody = Access.everybody();
		return RouterFunctions.route()
			.GET(PATH, everybody.opens(this::show))
			.PUT(PATH, everybody.opens(this::replace))
			.build();
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		return Mono.defer(() -> this.accounts.find(name(request))).flatMap(AccountRoutes::answer);
	}

	private Mono<ServerResponse> replace(ServerRequest request) {
		return this.bodies.read(request)
			.map(AccountSettings::read)
			.flatMap((settings) -> this.accounts.put(name(request), settings))
			.flatMap(AccountRoutes::answer);
	}

	private static String name(ServerRequest request) {
		String name = request.pathVariable("account");
		if (!MerchantAccount.isName(name)) {
			throw Problem.of(HttpStatus.NOT_FOUND, "account_not_found",
					"A merchant account has a name of up to 80 letters, digits, dashes and underscores.");
		}
		return name;
	}

	/** The key is not shown again. */
	private static Mono<ServerResponse> answer(AccountSettings settings) {
		return ServerResponse.ok()
			.bodyValue(new Shown(settings.notificationUrl(), settings.captures().text(), settings.manualCapture()));
	}

	/** What is set up. */
	private record Shown(@Nullable WebAddress notificationUrl, String captures, boolean manualCapture) {
	}

}
