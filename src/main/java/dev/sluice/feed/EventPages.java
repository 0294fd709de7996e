package dev.sluice.feed;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.sluice.http.JsonLines;
import dev.sluice.http.JsonPage;
import dev.sluice.http.QueryParameters;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.Entry;
import dev.sluice.journal.EventJson;
import dev.sluice.journal.EntryPage;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.memory.AnswerMemory;
import dev.sluice.memory.Holding;
import dev.sluice.memory.PageSize;
import dev.sluice.merchants.MerchantId;
import dev.sluice.postgres.replica.ListSource;
import dev.sluice.postgres.replica.Replica;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Events that happened already, in pages and as lines. */
@Component
class EventPages {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 500;

	/** How often it is looked further for entries that are rare, for one page. */
	private static final int MAX_LOOKS = 20;

	private final Journal journal;

	private final FeedSettings settings;

	private final AnswerMemory memory;

	private final Replica replica;

	EventPages(Journal journal, FeedSettings settings, AnswerMemory memory, Replica replica) {
		this.replica = replica;
		this.journal = journal;
		this.settings = settings;
		this.memory = memory;
	}

	static int limit(QueryParameters parameters) {
		return (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
	}

	/**
	 * The next events after a position, or from the first on, as a page of the address.
	 * Its {@code next} is null when it reaches the head.
	 * @return an error where the journal does not have the position
	 */
	Mono<ServerResponse> page(MerchantId merchant, Selection selection, Beginning from, int limit, String path) {
		return this.memory.take(merchant.value(), this.settings.answerRoom())
			.flatMap((holding) -> page(merchant, selection, from, limit, path, holding));
	}

	private Mono<ServerResponse> page(MerchantId merchant, Selection selection, Beginning from, int limit, String path,
			Holding holding) {
		PageSize size = PageSize.within(limit, holding.bytes());
		return find(from.source(this.replica), merchant, selection, from, size)
			.onErrorResume(from::isOvertaken, (error) -> find(ListSource.PRIMARY, merchant, selection, from, size))
			.doOnNext((found) -> holding.resize(found.page().bytes()))
			.flatMap((found) -> JsonPage.of(json(found.page()))
				.next(next(found.page(), selection, found.head(), limit, path)
					.map((next) -> next + from.urlSuffix(found.head(), this.replica.isConfigured())))
				.with("head", found.head())
				.response());
	}

	private Mono<Found> find(ListSource source, MerchantId merchant, Selection selection, Beginning from,
			PageSize size) {
		return this.journal.bounds(source, merchant.value(), from.atLeast())
			.flatMap((bounds) -> look(source, merchant, selection, start(from, bounds), bounds.head(), size, MAX_LOOKS)
				.map((page) -> new Found(page, bounds.head())));
	}

	/** As a stream would, a page does not pretend that there is a position. */
	private static EntryPage start(Beginning from, Bounds bounds) {
		return new EntryPage(List.of(), bounds.require(from.after().orElse(bounds.purged())), false);
	}

	private Mono<EntryPage> look(ListSource source, MerchantId merchant, Selection selection, EntryPage found,
			long head, PageSize size, int looks) {
		if (found.full() || found.upTo() >= head || looks == 0) {
			return Mono.just(found);
		}
		PageSize left = size.less(found.entries().size(), found.bytes());
		return this.journal.list(source, merchant.value(), selection, found.upTo(), head, left)
			.flatMap((page) -> look(source, merchant, selection, join(found, page), head, size, looks - 1));
	}

	private static EntryPage join(EntryPage first, EntryPage second) {
		List<Entry> entries = Stream.concat(first.entries().stream(), second.entries().stream()).toList();
		return new EntryPage(entries, second.upTo(), second.full());
	}

	private static Optional<String> next(EntryPage page, Selection selection, long head, int limit, String path) {
		Selection asked = path.endsWith("/v1/events") ? selection : new Selection(selection.types(), Optional.empty());
		return (page.upTo() >= head) ? Optional.empty()
				: Optional.of(path + "?limit=" + limit + "&after=" + page.upTo() + EventQuery.urlSuffix(asked));
	}

	/**
	 * All up to the head of this moment, in chunks that are read as the caller takes
	 * them.
	 * @return an error where the journal does not have the position
	 */
	Mono<ServerResponse> lines(MerchantId merchant, Selection selection, Beginning from) {
		return this.memory.take(merchant.value(), this.settings.exportRoom())
			.flatMap((holding) -> lines(merchant, selection, from, holding));
	}

	private Mono<ServerResponse> lines(MerchantId merchant, Selection selection, Beginning from, Holding holding) {
		PageSize size = this.settings.exportPage(holding.bytes());
		Mono<Flux<EntryPage>> anew = all(ListSource.PRIMARY, merchant, selection, from, size);
		return all(from.source(this.replica), merchant, selection, from, size)
			.flatMap((pages) -> JsonLines.response(pages
				.switchOnFirst((first, same) -> from.isOvertaken(first.getThrowable())
						? anew.flatMapMany(Function.identity()) : same)
				.doOnNext((page) -> holding.touch())
				.filter((page) -> !page.entries().isEmpty())
				.map(EventPages::json)));
	}

	private Mono<Flux<EntryPage>> all(ListSource source, MerchantId merchant, Selection selection, Beginning from,
			PageSize size) {
		return this.journal.bounds(source, merchant.value(), from.atLeast())
			.map((bounds) -> this.journal.readAll(source, merchant.value(), selection, start(from, bounds).upTo(),
					bounds.head(), size));
	}

	private static List<RawJson> json(EntryPage page) {
		return page.entries().stream().map(EventJson::write).toList();
	}

	/** What is shown, and the newest position of that moment. */
	private record Found(EntryPage page, long head) {
	}

}
