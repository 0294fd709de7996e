package dev.sluice.emulators.stripe.resources;

import java.util.List;
import java.util.Optional;

import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.desk.StripePages;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Case;
import dev.sluice.emulators.stripe.life.Refunding;
import dev.sluice.emulators.stripe.objects.Kinds;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Refunds: {@code /v1/refunds}. */
class RefundOffer implements Offer {

	private static final String ALL = "/v1/refunds";

	private static final String ONE = ALL + "/{id}";

	private final Register register;

	private final StripePages pages;

	RefundOffer(Register register, StripePages pages) {
		this.register = register;
		this.pages = pages;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.get(ALL, this::list), Endpoint.post(ALL, this::create), Endpoint.get(ONE, this::show),
				Endpoint.post(ONE, this::update), Endpoint.post(ONE + "/cancel", this::cancel));
	}

	private Mono<Answered> list(Call call) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		for (String name : List.of("charge", "payment_intent")) {
			call.params().text(name).ifPresent((id) -> like.put(name, id));
		}
		Selection selection = StripePages.read(call.params(), Kinds.REFUND, like);
		call.params().finish();
		return this.pages.page(call.owner(), selection, ALL).map(Answered::of);
	}

	private Mono<Answered> show(Call call) {
		call.params().finish();
		return find(call).map((entry) -> Answered.of(entry.body()));
	}

	private Mono<Entry> find(Call call) {
		return this.register.find(call.owner(), Kinds.REFUND, call.subject(), "refund");
	}

	private Mono<Answered> create(Call call) {
		Params params = call.params();
		Optional<String> charge = params.text("charge");
		Optional<String> intent = params.text("payment_intent");
		Long amount = params.integer("amount").orElse(null);
		String reason = params.choice("reason", "duplicate", "fraudulent", "requested_by_customer").orElse(null);
		Metadata metadata = Metadata.read(params);
		params.finish();
		if (charge.isEmpty() && intent.isEmpty()) {
			return Mono.error(StripeError.ofRequest("parameter_missing",
					"One of the following params should be provided for this request: payment_intent or charge."));
		}
		return charged(call, charge, intent).flatMap((root) -> this.register.change(call, root,
				(payment) -> refund(payment, charge, amount, reason, metadata)));
	}

	private Mono<String> charged(Call call, Optional<String> charge, Optional<String> intent) {
		return (intent.isPresent()
				? this.register.find(call.owner(), Kinds.PAYMENT_INTENT, intent.get(), "payment_intent")
				: this.register.find(call.owner(), Kinds.CHARGE, charge.orElseThrow(), "charge"))
			.map(Entry::root);
	}

	private static ObjectNode refund(Case payment, Optional<String> charge, @Nullable Long amount,
			@Nullable String reason, Metadata metadata) {
		String id = charge.orElseGet(() -> payment.intent().path("latest_charge").asString(""));
		ObjectNode charged = payment.find(id)
			.filter((found) -> found.path("object").asString().equals(Kinds.CHARGE))
			.filter((found) -> found.path("paid").asBoolean())
			.orElseThrow(() -> StripeError.ofRequest(null, "This PaymentIntent ("
					+ payment.intent().path("id").asString() + ") does not have a successful charge to refund."));
		ObjectNode refund = Refunding.refund(payment, charged, amount, reason);
		metadata.applyTo(refund);
		return refund;
	}

	private Mono<Answered> update(Call call) {
		Metadata metadata = Metadata.read(call.params());
		call.params().finish();
		return find(call).flatMap((entry) -> this.register.change(call, entry.root(), (payment) -> {
			ObjectNode refund = payment.find(entry.id()).orElseThrow();
			metadata.applyTo(refund);
			Refunding.tellUpdate(payment, refund);
			return refund;
		}));
	}

	private Mono<Answered> cancel(Call call) {
		call.params().finish();
		return find(call).flatMap((entry) -> this.register.change(call, entry.root(), (payment) -> {
			ObjectNode refund = payment.find(entry.id()).orElseThrow();
			Refunding.cancel(payment, refund);
			return refund;
		}));
	}

}
