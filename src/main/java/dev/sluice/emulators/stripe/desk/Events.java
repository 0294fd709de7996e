package dev.sluice.emulators.stripe.desk;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Changes;
import dev.sluice.emulators.book.Draw;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Notice;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.life.Told;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import dev.sluice.values.WebAddress;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes events of what happened, and notices of them for whoever wants to know. */
public class Events {

	/** As many as Stripe allows. */
	public static final int MOST_ENDPOINTS = 16;

	private final Book book;

	private final StripeSettings settings;

	Events(Book book, StripeSettings settings) {
		this.book = book;
		this.settings = settings;
	}

	/** What is to be written of what happened. */
	Mono<Changes> of(Owner owner, Cause cause, Draw draw, long now, List<Told> told) {
		return told.isEmpty() ? Mono.just(Changes.NONE)
				: receivers(owner).map((receivers) -> of(cause, draw, now, told, receivers));
	}

	private Mono<List<Receiver>> receivers(Owner owner) {
		return this.book.list(owner, Selection.newest(Kinds.WEBHOOK_ENDPOINT, "{}", MOST_ENDPOINTS)).map((entries) -> {
			List<Receiver> receivers = new ArrayList<>(entries.stream().map(Receiver::of).toList());
			String url = this.settings.webhookUrl();
			if (url != null && !url.isEmpty()) {
				receivers.add(new Receiver(url, this.settings.webhookSecret(), List.of("*")));
			}
			return receivers;
		});
	}

	private static Changes of(Cause cause, Draw draw, long now, List<Told> told, List<Receiver> receivers) {
		List<Entry> entries = new ArrayList<>();
		List<Notice> notices = new ArrayList<>();
		for (Told each : told) {
			ObjectNode event = NewObjects.event(draw.id("evt_3", 23), now, each.type(), each.object());
			ObjectNode request = (ObjectNode) event.path("request");
			request.put("id", cause.request());
			request.put("idempotency_key", cause.key());
			List<Receiver> interested = receivers.stream().filter((receiver) -> receiver.wants(each.type())).toList();
			event.put("pending_webhooks", interested.size());
			String id = event.path("id").asString();
			entries.add(Entry.of(id, Kinds.EVENT, id, event));
			interested.forEach((receiver) -> notices
				.add(new Notice(id, WebAddress.recorded(receiver.url()), receiver.secret(), event.toString())));
		}
		return new Changes(entries, List.of(), notices, List.of());
	}

	/** Somebody who wants to know. */
	private record Receiver(String url, String secret, List<String> types) {

		static Receiver of(Entry endpoint) {
			ObjectNode body = endpoint.body();
			boolean enabled = body.path("status").asString().equals("enabled");
			List<String> types = body.path("enabled_events").valueStream().map(JsonNode::asString).toList();
			return new Receiver(body.path("url").asString(), body.path("$secret").asString(),
					enabled ? types : List.of());
		}

		boolean wants(String type) {
			return this.types.contains("*") || this.types.contains(type);
		}

	}

}
