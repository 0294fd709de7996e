package dev.sluice.emulators.challenge;

import java.util.Set;

import dev.sluice.http.Access;
import dev.sluice.http.WholeBody;
import dev.sluice.simulator.challenge.ChallengePage;
import dev.sluice.simulator.challenge.FormBodies;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The page of 3-D Secure, open to whoever knows the id of a challenge. */
public class QuestionRoutes {

	private static final ChallengePage PAGE = new ChallengePage("Emulated bank");

	private static final String GIVEN_UP = "Nobody approved this payment in time, or the shop gave it up. Nothing was charged.";

	private final FormBodies forms;

	QuestionRoutes(WholeBody bodies) {
		this.forms = new FormBodies(bodies);
	}

	/** The routes of one emulator, {@code /emulators/<emulator>/challenges/{id}}. */
	public RouterFunction<ServerResponse> routes(Questions questions) {
		String path = EmulatorAddress.PATH.formatted(questions.emulator());
		Access everybody = Access.everybody();
		return RouterFunctions.route()
			.add(ChallengePage.style(path))
			.GET(path + "{challenge}", everybody.opens((request) -> page(questions.find(id(request)))))
			.POST(path + "{challenge}", everybody.opens((request) -> answer(questions, request)))
			.build();
	}

	private Mono<ServerResponse> answer(Questions questions, ServerRequest request) {
		return this.forms.read(request, Set.of("decision"))
			.flatMap((form) -> page(decide(questions, id(request), form.get("decision"))));
	}

	/** What is neither yes nor no leaves the question open. */
	private static Mono<Question> decide(Questions questions, String id, @Nullable String decision) {
		return switch (decision) {
			case "approve" -> questions.answer(id, true);
			case "refuse" -> questions.answer(id, false);
			case null, default -> questions.find(id);
		};
	}

	private static String id(ServerRequest request) {
		return request.pathVariable("challenge");
	}

	private static Mono<ServerResponse> page(Mono<Question> question) {
		return question.flatMap(QuestionRoutes::show).switchIfEmpty(Mono.defer(PAGE::unknown));
	}

	private static Mono<ServerResponse> show(Question question) {
		return switch (question.standing()) {
			case OPEN -> PAGE.question(question.amount());
			case APPROVED -> PAGE.ending("Payment approved", question.amount(), null, question.back());
			case REFUSED -> PAGE.ending("Payment refused", question.amount(), null, question.back());
			case GIVEN_UP -> PAGE.ending("Payment given up", question.amount(), GIVEN_UP, question.back());
		};
	}

}
