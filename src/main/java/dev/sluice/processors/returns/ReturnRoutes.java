package dev.sluice.processors.returns;

import java.util.List;

import dev.sluice.http.Access;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.Problem;
import dev.sluice.http.QueryParameters;
import dev.sluice.http.TraceId;
import dev.sluice.payments.port.Settlements;
import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.values.TypeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where customers come back from their issuers, each at an address of his own, and go on
 * to the merchant. What a processor adds to the address besides the result is up to it.
 */
@Configuration(proxyBeanMethods = false)
class ReturnRoutes {

	/** What is behind it is a secret. */
	static final String PATH = "/returns/";

	private static final Logger log = LoggerFactory.getLogger(ReturnRoutes.class);

	private static final Access SECRET = Access.checkedBy("the secret in the address");

	private static final String RESULT = "redirectResult";

	/** In characters, as Adyen has it. */
	private static final int LONGEST_RESULT = 20_000;

	private final Journeys journeys;

	private final Settlements settlements;

	ReturnRoutes(Journeys journeys, Settlements settlements) {
		this.journeys = journeys;
		this.settlements = settlements;
	}

	@Bean
	RouterFunction<ServerResponse> returnPages() {
		return RouterFunctions.route()
			.GET(PATH + "{secret}", SECRET.opens(this::comeBack))
			.withAttributes(KnownParameters.any())
			.build();
	}

	private Mono<ServerResponse> comeBack(ServerRequest request) {
		return Mono.just(request.pathVariable("secret"))
			.filter(ReturnSecret::isOne)
			.flatMap(this.journeys::find)
			.switchIfEmpty(Mono.error(ReturnRoutes::notFound))
			.flatMap((journey) -> keep(journey, result(request)).then(goOn(journey)));
	}

	/** Goes to its end where the customer does not wait for it. */
	private Mono<Void> keep(Journey journey, String result) {
		return !journey.open() ? Mono.empty() : Mono.deferContextual((signals) -> Mono
			.fromFuture(() -> take(journey, result).contextWrite(TraceId.carriedFrom(signals)).toFuture(), true));
	}

	/** The first result alone has the processor asked. */
	private Mono<Void> take(Journey journey, String result) {
		return this.journeys.take(journey, result).filter(Boolean::booleanValue).flatMap((taken) -> lookUp(journey));
	}

	/** Where that fails the operation is looked up later, as any other. */
	private Mono<Void> lookUp(Journey journey) {
		String account = TypeId.write(ProcessorAccount.PREFIX, journey.account());
		return Mono
			.defer(() -> this.settlements.lookUp(account, journey.merchant().toString(), journey.payment().toString(),
					journey.operation().toString(), null, null))
			.onErrorResume((error) -> Mono.deferContextual((signals) -> {
				TraceId.log(signals, () -> later(journey, account, error));
				return Mono.empty();
			}));
	}

	/** Of the database others say that it is away. */
	private static void later(Journey journey, String account, Throwable error) {
		if (!(error instanceof DataAccessResourceFailureException)) {
			log.warn("The customer of {} is back; {} is asked later what came of it: {}", journey.payment(), account,
					error.toString());
		}
	}

	private static Mono<ServerResponse> goOn(Journey journey) {
		return ServerResponse.status(HttpStatus.SEE_OTHER)
			.location(journey.returnUrl().uri())
			.cacheControl(CacheControl.noStore())
			.header("Referrer-Policy", "no-referrer")
			.build();
	}

	private static String result(ServerRequest request) {
		List<String> values = request.queryParams().getOrDefault(RESULT, List.of());
		if (values.size() != 1) {
			throw QueryParameters.invalid(RESULT, "must be there once");
		}
		String value = values.getFirst();
		if (value == null || !isResult(value)) {
			throw QueryParameters.invalid(RESULT, "must be 1 to " + LONGEST_RESULT + " visible characters of ASCII");
		}
		return value;
	}

	/** Whether a text may be what a processor gave to a browser. */
	private static boolean isResult(String text) {
		return !text.isEmpty() && text.length() <= LONGEST_RESULT && text.chars().allMatch((c) -> c > ' ' && c < 0x7f);
	}

	private static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "return_not_found",
				"Nobody is expected to come back here, or not any more.");
	}

}
