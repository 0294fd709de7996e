package dev.sluice.emulators.stripe.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.forms.Shown;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.Showing;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows objects in place of their ids, where somebody asks for that. */
public class Expansion {

	private static final int DEEPEST = 4;

	private static final int MOST = 20;

	private static final int REFUNDS = 10;

	private static final Map<String, Set<String>> EXPANDABLE = Map.of(Kinds.PAYMENT_INTENT,
			Set.of("latest_charge", "customer", "payment_method"), Kinds.CHARGE,
			Set.of("balance_transaction", "customer", "payment_intent", "refunds", "failure_balance_transaction"),
			Kinds.REFUND, Set.of("balance_transaction", "charge", "payment_intent", "failure_balance_transaction"),
			Kinds.DISPUTE, Set.of("charge", "payment_intent"), Kinds.PAYMENT_METHOD, Set.of("customer"),
			Kinds.BALANCE_TRANSACTION, Set.of("source"));

	private final Book book;

	Expansion(Book book) {
		this.book = book;
	}

	/**
	 * A copy of an object as it is shown, or of a page of objects.
	 * @param paths such as {@code latest_charge.balance_transaction}, in pages with
	 * {@code data.} before it
	 * @return an error where one cannot be expanded
	 */
	public Mono<ObjectNode> show(Owner owner, ObjectNode object, List<String> paths) {
		if (paths.size() > MOST) {
			return Mono.error(StripeError.ofParam(null, "expand", "There are too many properties to expand."));
		}
		ObjectNode shown = shown(object);
		return Flux.fromIterable(paths)
			.concatMap((path) -> expand(owner, List.of(shown), List.of(path.split("\\.", -1)), path))
			.then(Mono.just(shown));
	}

	private static ObjectNode shown(ObjectNode object) {
		ObjectNode shown = Showing.of(object);
		if (shown.path("data").isArray()) {
			List<JsonNode> data = shown.path("data").valueStream().toList();
			var items = shown.putArray("data");
			data.forEach((item) -> items.add(Showing.of((ObjectNode) item)));
		}
		return shown;
	}

	private Mono<Void> expand(Owner owner, List<ObjectNode> holders, List<String> path, String whole) {
		if (path.isEmpty() || holders.isEmpty()) {
			return Mono.empty();
		}
		if (path.size() > DEEPEST + 1) {
			return Mono
				.error(StripeError.ofParam(null, "expand", "You cannot expand more than 4 levels of a property."));
		}
		String name = path.getFirst();
		List<String> rest = path.subList(1, path.size());
		if (name.equals("data") && holders.getFirst().path("data").isArray()) {
			return expand(owner, objects(holders.getFirst().path("data")), rest, whole);
		}
		if (holders.stream().anyMatch((holder) -> !isExpandable(holder, name))) {
			return Mono.error(cannot(whole));
		}
		return name.equals("refunds") ? refunds(owner, holders)
				: replace(owner, holders, name).flatMap((found) -> expand(owner, found, rest, whole));
	}

	private static boolean isExpandable(ObjectNode holder, String name) {
		return EXPANDABLE.getOrDefault(holder.path("object").asString(""), Set.of()).contains(name);
	}

	private static StripeError cannot(String path) {
		return StripeError.ofParam(null, "expand", "This property cannot be expanded (" + Shown.of(path) + ").");
	}

	private static List<ObjectNode> objects(JsonNode array) {
		return array.valueStream().map((item) -> (ObjectNode) item).toList();
	}

	private Mono<List<ObjectNode>> replace(Owner owner, List<ObjectNode> holders, String name) {
		Set<String> ids = holders.stream()
			.map((holder) -> holder.path(name))
			.filter(JsonNode::isString)
			.map(JsonNode::asString)
			.collect(Collectors.toSet());
		return this.book.findAll(owner, ids).map((entries) -> put(holders, name, byId(entries)));
	}

	private static Map<String, Entry> byId(List<Entry> entries) {
		return entries.stream().collect(Collectors.toMap(Entry::id, Function.identity()));
	}

	private static List<ObjectNode> put(List<ObjectNode> holders, String name, Map<String, Entry> found) {
		List<ObjectNode> expanded = new ArrayList<>();
		for (ObjectNode holder : holders) {
			JsonNode value = holder.path(name);
			Entry entry = value.isString() ? found.get(value.asString()) : null;
			if (entry != null) {
				holder.set(name, Showing.of(entry.body()));
			}
			if (holder.path(name) instanceof ObjectNode object) {
				expanded.add(object);
			}
		}
		return expanded;
	}

	private Mono<Void> refunds(Owner owner, List<ObjectNode> charges) {
		return Flux.fromIterable(charges).concatMap((charge) -> {
			String id = charge.path("id").asString();
			ObjectNode like = JsonNodeFactory.instance.objectNode().put("charge", id);
			return this.book.list(owner, Selection.newest(Kinds.REFUND, like.toString(), REFUNDS)).doOnNext((found) -> {
				ObjectNode list = charge.putObject("refunds");
				list.put("object", "list");
				var data = list.putArray("data");
				found.forEach((refund) -> data.add(Showing.of(refund.body())));
				list.put("has_more", found.size() == REFUNDS);
				list.put("url", "/v1/charges/" + id + "/refunds");
			});
		}).then();
	}

}
