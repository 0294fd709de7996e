package dev.sluice.simulator.challenge;

import java.util.Set;

import dev.sluice.http.Access;
import dev.sluice.http.WholeBody;
import dev.sluice.money.Money;
import dev.sluice.simulator.book.CardProcessor;
import dev.sluice.simulator.book.Deadline;
import dev.sluice.simulator.issuer.OperationStatus;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.simulator.issuer.Verdict;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The simulated bank's page of 3-D Secure, open to whoever knows the operation's id.
 */
public class ChallengeRoutes {

	private static final ChallengePage PAGE = new ChallengePage("Simulated bank");

	private static final String TOO_LATE = "Nobody approved this payment in time, so it was declined. Nothing was charged.";

	private static final String GIVEN_UP = "The shop gave this payment up before it was approved. Nothing was charged.";

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
		return RouterFunctions.route()
			.add(ChallengePage.style(Challenges.PATH))
			.GET(Challenges.PATH + "{operation}", Access.everybody().opens(this::ask))
			.POST(Challenges.PATH + "{operation}", Access.everybody().opens(this::answer))
			.build();
	}

	private Mono<ServerResponse> ask(ServerRequest request) {
		return find(request).flatMap(ChallengeRoutes::show).switchIfEmpty(unknown());
	}

	private Mono<ServerResponse> answer(ServerRequest request) {
		return this.forms.read(request, Set.of("decision"))
			.flatMap((form) -> find(request).flatMap((operation) -> decide(operation, form.get("decision"))))
			.flatMap(ChallengeRoutes::show)
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

	private static Mono<ServerResponse> show(RecordedOperation operation) {
		Money amount = new Money(operation.amount(), operation.currency());
		return (operation.status() == OperationStatus.ACTION_REQUIRED) ? PAGE.question(amount)
				: ending(operation, amount);
	}

	private static Mono<ServerResponse> ending(RecordedOperation operation, Money amount) {
		String back = Challenges.returnUrl(operation);
		if (Deadline.EXPIRED.equals(operation.verdict().code())) {
			return PAGE.ending("The time is over", amount, TOO_LATE, back);
		}
		if (Verdict.GIVEN_UP.equals(operation.verdict())) {
			return PAGE.ending("Payment given up", amount, GIVEN_UP, back);
		}
		return PAGE.ending(title(operation.status()), amount, null, back);
	}

	private static String title(OperationStatus status) {
		return switch (status) {
			case APPROVED -> "Payment approved";
			case DECLINED -> "Payment refused";
			case ACTION_REQUIRED, PENDING -> "Payment under way";
		};
	}

	private static Mono<ServerResponse> unknown() {
		return Mono.defer(PAGE::unknown);
	}

}
