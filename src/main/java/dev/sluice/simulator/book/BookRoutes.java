package dev.sluice.simulator.book;

import dev.sluice.http.Access;
import dev.sluice.http.JsonLines;
import dev.sluice.http.Problem;
import dev.sluice.simulator.issuer.Account;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Shows the book, so that another one can be compared with it. */
public class BookRoutes {

	private static final Access SECRET = Access.checkedBy("the simulator's secret");

	private final BookPages book;

	private final JsonMapper json;

	BookRoutes(BookPages book, JsonMapper json) {
		this.book = book;
		this.json = json;
	}

	/** The routes; whoever serves them asks for the secret. */
	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/simulator/v1/book", SECRET.opens((request) -> showAll()))
			.GET("/simulator/v1/book/{payment}", SECRET.opens(this::show))
			.build();
	}

	private Mono<ServerResponse> showAll() {
		return JsonLines.response(this.book.pages().map((page) -> page.stream().map(this::line).toList()));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		return this.book.find(request.pathVariable("payment"))
			.flatMap((account) -> ServerResponse.ok().bodyValue(Line.of(account)))
			.switchIfEmpty(Mono.error(() -> Problem.of(HttpStatus.NOT_FOUND, "payment_not_found",
					"The simulator knows no payment of this id.")));
	}

	private RawJson line(Account account) {
		return RawJson.of(this.json.writeValueAsBytes(Line.of(account)));
	}

	/** One payment of the book. */
	private record Line(String payment, String currency, long authorized, long captured, long refunded, long voided,
			long operations) {

		static Line of(Account account) {
			return new Line(account.payment(), account.currency(), account.authorized(), account.captured(),
					account.refunded(), account.voided(), account.operations());
		}

	}

}
