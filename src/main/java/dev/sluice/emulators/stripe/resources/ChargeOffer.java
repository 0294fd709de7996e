package dev.sluice.emulators.stripe.resources;

import java.util.List;

import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.desk.StripePages;
import dev.sluice.emulators.stripe.objects.Kinds;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Charges: {@code /v1/charges}; and what moved: {@code /v1/balance_transactions}. */
class ChargeOffer implements Offer {

	private static final String ALL = "/v1/charges";

	private static final String MOVED = "/v1/balance_transactions";

	private final Register register;

	private final StripePages pages;

	ChargeOffer(Register register, StripePages pages) {
		this.register = register;
		this.pages = pages;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.get(ALL, (call) -> list(call, Kinds.CHARGE, ALL, "payment_intent", "customer")),
				Endpoint.get(ALL + "/{id}", (call) -> show(call, Kinds.CHARGE)),
				Endpoint.get(MOVED, (call) -> list(call, Kinds.BALANCE_TRANSACTION, MOVED, "source", "type")),
				Endpoint.get(MOVED + "/{id}", (call) -> show(call, Kinds.BALANCE_TRANSACTION)));
	}

	private Mono<Answered> list(Call call, String kind, String url, String... filters) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		for (String name : filters) {
			call.params().text(name).ifPresent((value) -> like.put(name, value));
		}
		Selection selection = StripePages.read(call.params(), kind, like);
		call.params().finish();
		return this.pages.page(call.owner(), selection, url).map(Answered::of);
	}

	private Mono<Answered> show(Call call, String kind) {
		call.params().finish();
		return this.register.find(call.owner(), kind, call.subject(), "id").map((entry) -> Answered.of(entry.body()));
	}

}
