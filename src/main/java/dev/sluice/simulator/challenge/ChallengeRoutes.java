package dev.sluice.simulator.challenge;

import java.util.Set;

import dev.sluice.http.Access;
import dev.sluice.http.WholeBody;
import dev.sluice.simulator.book.CardProcessor;
import dev.sluice.simulator.issuer.OperationStatus;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.simulator.issuer.Verdict;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The simulated bank's page of 3-D Secure, open to whoever knows the operation's id.
 */
public class ChallengeRoutes {

	private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

	private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

	private static final Verdict REFUSED = Verdict.declined("authentication_failed",
			"The cardholder did not approve the payment.");

	private final CardProcessor processor;

	private final FormBodies forms;

	ChallengeRoutes(CardProcessor processor, WholeBody bodies) {
		this.processor = processor;
		this.forms = new FormBodies(bodies);
	}

	/** The routes, open to whoever knows the id of an operation. */
	public RouterFunction<ServerResponse> routes() {
		ClassPathResource style = new ClassPathResource("challenge.css", ChallengeRoutes.class);
		return RouterFunctions.route()
			.GET(Challenges.PATH + "challenge.css",
					Access.everybody().opens((request) -> ServerResponse.ok().contentType(CSS).bodyValue(style)))
			.GET(Challenges.PATH + "{operation}", Access.everybody().opens(this::ask))
			.POST(Challenges.PATH + "{operation}", Access.everybody().opens(this::answer))
			.build();
	}

	private Mono<ServerResponse> ask(ServerRequest request) {
		return find(request).flatMap((operation) -> page(HttpStatus.OK, show(operation))).switchIfEmpty(unknown());
	}

	private Mono<ServerResponse> answer(ServerRequest request) {
		return this.forms.read(request, Set.of("decision"))
			.flatMap((form) -> find(request).flatMap((operation) -> decide(operation, form.get("decision"))))
			.flatMap((operation) -> page(HttpStatus.OK, show(operation)))
			.switchIfEmpty(unknown());
	}

	/** What is neither yes nor no leaves the question open. */
	private Mono<RecordedOperation> decide(RecordedOperation operation, @Nullable String decision) {
		return switch (decision) {
			case "approve" -> this.processor.endChallenge(operation.operation(), Verdict.APPROVED);
			case "refuse" -> this.processor.endChallenge(operation.operation(), REFUSED);
			case null, default -> Mono.just(operation);
		};
	}

	private Mono<RecordedOperation> find(ServerRequest request) {
		return this.processor.find(request.pathVariable("operation"))
			.filter((operation) -> operation.kind().isCharge() && operation.card() == TestCard.THREE_D_SECURE);
	}

	private static String show(RecordedOperation operation) {
		return (operation.status() == OperationStatus.ACTION_REQUIRED) ? ChallengePage.question(operation)
				: ChallengePage.ending(operation);
	}

	private static Mono<ServerResponse> unknown() {
		return Mono.defer(() -> page(HttpStatus.NOT_FOUND, ChallengePage.unknown()));
	}

	private static Mono<ServerResponse> page(HttpStatus status, String html) {
		return ServerResponse.status(status).contentType(HTML).cacheControl(CacheControl.noStore()).bodyValue(html);
	}

}
