package dev.sluice.simulator.book;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.sluice.http.Access;
import dev.sluice.http.JsonLines;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.Problem;
import dev.sluice.http.QueryParameters;
import dev.sluice.simulator.book.OperationPages.Written;
import dev.sluice.simulator.issuer.Account;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.values.RawJson;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
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

	private static final int USUAL = 100;

	private static final int MOST = 1000;

	/** Before and after all that can be written down. */
	private static final Instant FIRST = Instant.EPOCH;

	private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

	private final BookPages book;

	private final OperationPages operations;

	private final JsonMapper json;

	BookRoutes(BookPages book, OperationPages operations, JsonMapper json) {
		this.book = book;
		this.operations = operations;
		this.json = json;
	}

	/** The routes; whoever serves them asks for the secret. */
	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/simulator/v1/book", SECRET.opens((request) -> showAll()))
			.GET("/simulator/v1/book/{payment}", SECRET.opens(this::show))
			.GET("/simulator/v1/operations", SECRET.opens(this::list))
			.withAttributes(KnownParameters.named("from", "to", "operation", "after", "limit"))
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

	private Mono<ServerResponse> list(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		Instant from = parameters.instant("from").orElse(FIRST);
		Instant to = parameters.instant("to").orElse(LAST);
		int limit = (int) parameters.integer("limit", USUAL, 1, MOST);
		Optional<String> one = parameters.read("operation", "must be the id of an operation", BookRoutes::id);
		Optional<String> after = parameters.read("after", "must be the id of an operation", BookRoutes::id);
		Mono<List<Written>> page = one.isPresent() ? this.operations.find(one.get()).map(List::of)
				: after(after).then(Mono.defer(() -> this.operations.page(from, to, after.orElse(""), limit)));
		return page.defaultIfEmpty(List.of())
			.flatMap((found) -> ServerResponse.ok().bodyValue(Listing.of(found, one.isEmpty() ? limit : MOST)));
	}

	/** A page behind nothing would look like the end. */
	private Mono<Written> after(Optional<String> id) {
		return Mono.justOrEmpty(id)
			.flatMap((after) -> this.operations.find(after)
				.switchIfEmpty(Mono.error(() -> QueryParameters.invalid("after", "must be the id of an operation"))));
	}

	private static Optional<String> id(String text) {
		return text.isEmpty() ? Optional.empty() : Optional.of(text);
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

	/**
	 * A page of operations.
	 *
	 * @param next behind which operation the next page begins; null where this is the
	 * last one
	 */
	private record Listing(List<Item> data, @Nullable String next) {

		static Listing of(List<Written> page, int limit) {
			return new Listing(page.stream().map(Item::of).toList(),
					(page.size() < limit) ? null : page.getLast().operation().operation());
		}

	}

	/** One operation of a page. */
	private record Item(String operation, String payment, String kind, long amount, String currency, String status,
			@Nullable String code, @Nullable WebAddress callbackUrl, Instant createdAt) {

		static Item of(Written written) {
			RecordedOperation of = written.operation();
			return new Item(of.operation(), of.payment(), of.kind().text(), of.amount(), of.currency(),
					of.status().text(), of.verdict().code(), of.callbackUrl(), written.at());
		}

	}

}
