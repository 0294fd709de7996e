package dev.sluice.destinations;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.registry.Deliveries;
import dev.sluice.destinations.registry.Deliveries.Delivery;
import dev.sluice.destinations.registry.Deliveries.Wanted;
import dev.sluice.http.QueryParameters;
import dev.sluice.merchants.MerchantId;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What was sent to a destination, in pages. */
@Component
class DeliveryPages {

	/** The parameters of a page. */
	static final String[] PARAMETERS = { "limit", "after", "position", "outcome" };

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 200;

	private static final List<String> OUTCOMES = Arrays.stream(Answer.Outcome.values())
		.map(Answer.Outcome::label)
		.toList();

	private final Deliveries deliveries;

	DeliveryPages(Deliveries deliveries) {
		this.deliveries = deliveries;
	}

	/** Reads what is wanted. */
	static Wanted wanted(QueryParameters parameters) {
		int limit = (int) parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
		Optional<UUID> after = parameters.read("after", "must be the id of a delivery",
				(text) -> TypeId.read(Delivery.PREFIX, text));
		long position = parameters.integer("position", 0, 1, Long.MAX_VALUE);
		Optional<String> outcome = parameters.read("outcome", "must be one of " + String.join(", ", OUTCOMES),
				(text) -> Optional.of(text).filter(OUTCOMES::contains));
		return new Wanted(after, Optional.of(position).filter((said) -> said > 0), outcome, limit);
	}

	/** A page of a destination that is there, at this address. */
	Mono<ServerResponse> page(MerchantId merchant, UUID destination, Wanted wanted, String address) {
		return this.deliveries
			.find(merchant, destination,
					new Wanted(wanted.before(), wanted.position(), wanted.outcome(), wanted.limit() + 1))
			.map((found) -> Page.of(found.stream().map(DeliveryView::of).toList(), wanted, address))
			.flatMap((page) -> {
				ServerResponse.BodyBuilder answer = ServerResponse.ok();
				return ((page.next() != null) ? answer.header("Link", "<" + page.next() + ">; rel=\"next\"") : answer)
					.bodyValue(page);
			});
	}

	/** Deliveries, and where those are that are older. */
	private record Page(List<DeliveryView> data, @Nullable String next) {

		static Page of(List<DeliveryView> found, Wanted wanted, String address) {
			if (found.size() <= wanted.limit()) {
				return new Page(found, null);
			}
			List<DeliveryView> shown = found.subList(0, wanted.limit());
			String filters = wanted.position().map((position) -> "&position=" + position).orElse("")
					+ wanted.outcome().map((outcome) -> "&outcome=" + outcome).orElse("");
			return new Page(shown, address + "?limit=" + wanted.limit() + "&after=" + shown.getLast().id() + filters);
		}

	}

}
