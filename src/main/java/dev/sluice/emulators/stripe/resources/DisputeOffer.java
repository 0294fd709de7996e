package dev.sluice.emulators.stripe.resources;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.desk.StripePages;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Case;
import dev.sluice.emulators.stripe.life.Disputing;
import dev.sluice.emulators.stripe.objects.Kinds;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Disputes: {@code /v1/disputes}. */
class DisputeOffer implements Offer {

	private static final String ALL = "/v1/disputes";

	private static final String ONE = ALL + "/{id}";

	private static final int LONGEST_EVIDENCE = 20_000;

	private final Register register;

	private final StripePages pages;

	DisputeOffer(Register register, StripePages pages) {
		this.register = register;
		this.pages = pages;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.get(ALL, this::list), Endpoint.get(ONE, this::show), Endpoint.post(ONE, this::update),
				Endpoint.post(ONE + "/close", this::close));
	}

	private Mono<Answered> list(Call call) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		for (String name : List.of("charge", "payment_intent")) {
			call.params().text(name).ifPresent((id) -> like.put(name, id));
		}
		Selection selection = StripePages.read(call.params(), Kinds.DISPUTE, like);
		call.params().finish();
		return this.pages.page(call.owner(), selection, ALL).map(Answered::of);
	}

	private Mono<Answered> show(Call call) {
		call.params().finish();
		return find(call).map((entry) -> Answered.of(entry.body()));
	}

	private Mono<Answered> update(Call call) {
		Params params = call.params();
		Map<String, String> evidence = params.object("evidence").map(Params::own).orElse(Map.of());
		boolean submit = params.flag("submit").orElse(!evidence.isEmpty());
		Metadata metadata = Metadata.read(params);
		params.finish();
		int length = evidence.values().stream().mapToInt(String::length).sum();
		if (length > LONGEST_EVIDENCE) {
			return Mono.error(StripeError.ofParam(null, "evidence", "The evidence is too long."));
		}
		return change(call, (payment, dispute) -> {
			if (!evidence.keySet().stream().allMatch(dispute.path("evidence")::has)) {
				throw StripeError.ofParam("parameter_unknown", "evidence", "Received an unknown field of evidence.");
			}
			metadata.applyTo(dispute);
			Disputing.update(payment, dispute, evidence, submit);
		});
	}

	private Mono<Answered> close(Call call) {
		call.params().finish();
		return change(call, Disputing::close);
	}

	private Mono<Answered> change(Call call, BiConsumer<Case, ObjectNode> work) {
		return find(call).flatMap((entry) -> this.register.change(call, entry.root(), (payment) -> {
			ObjectNode dispute = payment.find(entry.id()).orElseThrow();
			work.accept(payment, dispute);
			return dispute;
		}));
	}

	private Mono<Entry> find(Call call) {
		return this.register.find(call.owner(), Kinds.DISPUTE, call.subject(), "dispute");
	}

}
