package dev.sluice.emulators.stripe.resources;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.desk.StripePages;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Capturing;
import dev.sluice.emulators.stripe.life.Case;
import dev.sluice.emulators.stripe.objects.Kinds;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Payments: {@code /v1/payment_intents}. */
class IntentOffer implements Offer {

	private static final String ALL = "/v1/payment_intents";

	private static final String ONE = ALL + "/{id}";

	private final Register register;

	private final StripePages pages;

	private final IntentChanges changes;

	IntentOffer(Register register, StripePages pages, IntentChanges changes) {
		this.register = register;
		this.pages = pages;
		this.changes = changes;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.get(ALL + "/search", this::search), Endpoint.get(ALL, this::list),
				Endpoint.post(ALL, this.changes::create), Endpoint.get(ONE, this::show),
				Endpoint.post(ONE, this.changes::update), Endpoint.post(ONE + "/confirm", this.changes::confirm),
				Endpoint.post(ONE + "/capture", this::capture), Endpoint.post(ONE + "/cancel", this::cancel));
	}

	private Mono<Answered> show(Call call) {
		call.params().ignore("client_secret");
		call.params().finish();
		return find(call).map(Answered::of);
	}

	private Mono<ObjectNode> find(Call call) {
		return this.register.find(call.owner(), Kinds.PAYMENT_INTENT, call.subject(), "intent")
			.map((entry) -> entry.body());
	}

	private Mono<Answered> list(Call call) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		call.params().text("customer").ifPresent((customer) -> like.put("customer", customer));
		Selection selection = StripePages.read(call.params(), Kinds.PAYMENT_INTENT, like);
		call.params().finish();
		return this.pages.page(call.owner(), selection, ALL).map(Answered::of);
	}

	private Mono<Answered> search(Call call) {
		Params params = call.params();
		ObjectNode like = SearchQuery.read(params.required("query"));
		int limit = StripePages.limit(params);
		params.ignore("page");
		params.finish();
		Selection selection = new Selection(Kinds.PAYMENT_INTENT, like.toString(), null, this.register.searchedUntil(),
				null, null, limit);
		return this.pages.page(call.owner(), selection, ALL + "/search").map((page) -> {
			page.put("object", "search_result");
			page.putNull("next_page");
			page.put("has_more", false);
			return Answered.of(page);
		});
	}

	private Mono<Answered> capture(Call call) {
		Params params = call.params();
		Long amount = params.integer("amount_to_capture").orElse(null);
		boolean more = !params.flag("final_capture").orElse(true);
		IntentFields fields = new IntentFields(JsonNodeFactory.instance.objectNode(), Metadata.read(params));
		params.finish();
		if (more) {
			return Mono.error(StripeError.ofParam(null, "final_capture",
					"This payment does not allow several captures: final_capture must be true."));
		}
		return change(call, (payment) -> {
			Capturing.capture(payment, amount);
			fields.metadata().applyTo(payment.intent());
		});
	}

	private Mono<Answered> cancel(Call call) {
		Optional<String> reason = call.params()
			.choice("cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
		call.params().finish();
		@Nullable String given = reason.orElse(null);
		return change(call, (payment) -> Capturing.cancel(payment, given));
	}

	private Mono<Answered> change(Call call, Consumer<Case> work) {
		return find(call).flatMap((intent) -> this.register.change(call, call.subject(), (payment) -> {
			work.accept(payment);
			return payment.intent();
		}));
	}

}
