package dev.sluice.emulators.stripe.desk;

import java.util.List;
import java.util.Optional;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads lists, as Stripe pages them. */
public class StripePages {

	private static final int MOST = 100;

	private static final int USUAL = 10;

	private final Book book;

	StripePages(Book book) {
		this.book = book;
	}

	/** Reads which page is asked for, of objects that are like some others. */
	public static Selection read(Params params, String kind, ObjectNode like) {
		int limit = limit(params);
		Optional<String> after = params.text("starting_after");
		Optional<String> before = params.text("ending_before");
		if (after.isPresent() && before.isPresent()) {
			throw StripeError.ofRequest(null,
					"You may only specify one of these parameters: starting_after, " + "ending_before.");
		}
		Bounds created = Bounds.read(params);
		return new Selection(kind, like.toString(), created.from(), created.to(), after.orElse(null),
				before.orElse(null), limit);
	}

	/** How many objects a page is to have. */
	public static int limit(Params params) {
		long limit = params.integer("limit").orElse((long) USUAL);
		if (limit < 1 || limit > MOST) {
			String bound = (limit < 1) ? "greater than or equal to 1" : "less than or equal to 100";
			throw StripeError.ofParam("parameter_invalid_integer", "limit", "This value must be " + bound + ".");
		}
		return (int) limit;
	}

	/** A page at an address. */
	public Mono<ObjectNode> page(Owner owner, Selection selection, String url) {
		Selection more = new Selection(selection.kind(), selection.like(), selection.createdFrom(),
				selection.createdTo(), selection.after(), selection.before(), selection.limit() + 1);
		return this.book.list(owner, more).map((entries) -> page(entries, selection, url));
	}

	private static ObjectNode page(List<Entry> entries, Selection selection, String url) {
		boolean hasMore = entries.size() > selection.limit();
		List<Entry> shown = !hasMore ? entries : (selection.before() != null) ? entries.subList(1, entries.size())
				: entries.subList(0, selection.limit());
		ObjectNode page = JsonNodeFactory.instance.objectNode();
		page.put("object", "list");
		var data = page.putArray("data");
		shown.forEach((entry) -> data.add(entry.body()));
		page.put("has_more", hasMore);
		page.put("url", url);
		return page;
	}

	/** The bounds of {@code created}, both inclusive. */
	private record Bounds(@Nullable Long from, @Nullable Long to) {

		static Bounds read(Params params) {
			if (!params.has("created")) {
				return new Bounds(null, null);
			}
			if (params.isText("created")) {
				Long exactly = params.integer("created").orElse(null);
				return new Bounds(exactly, exactly);
			}
			return params.object("created").map(Bounds::within).orElse(new Bounds(null, null));
		}

		private static Bounds within(Params created) {
			Optional<Long> from = created.integer("gte").or(() -> created.integer("gt").map((value) -> value + 1));
			Optional<Long> to = created.integer("lte").or(() -> created.integer("lt").map((value) -> value - 1));
			created.ignore("gt");
			created.ignore("lt");
			return new Bounds(from.orElse(null), to.orElse(null));
		}

	}

}
