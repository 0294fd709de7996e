package dev.sluice.emulators.challenge;

import java.util.Set;

import dev.sluice.http.Access;
import dev.sluice.http.WholeBody;
import dev.sluice.simulator.challenge.FormBodies;
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

/** The page of 3-D Secure, open to whoever knows the id of a challenge. */
public class QuestionRoutes {

	private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

	private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

	private final FormBodies forms;

	QuestionRoutes(WholeBody bodies) {
		this.forms = new FormBodies(bodies);
	}

	/** The routes of one emulator, {@code /emulators/<emulator>/challenges/{id}}. */
	public RouterFunction<ServerResponse> routes(Questions questions) {
		String path = EmulatorAddress.PATH.formatted(questions.emulator());
		ClassPathResource style = new ClassPathResource("question.css", QuestionRoutes.class);
		Access everybody = Access.everybody();
		return RouterFunctions.route()
			.GET(path + "question.css",
					everybody.opens((request) -> ServerResponse.ok().contentType(CSS).bodyValue(style)))
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
		return question.flatMap((known) -> page(HttpStatus.OK, QuestionPage.of(known)))
			.switchIfEmpty(Mono.defer(() -> page(HttpStatus.NOT_FOUND, QuestionPage.unknown())));
	}

	private static Mono<ServerResponse> page(HttpStatus status, String html) {
		return ServerResponse.status(status).contentType(HTML).cacheControl(CacheControl.noStore()).bodyValue(html);
	}

}
