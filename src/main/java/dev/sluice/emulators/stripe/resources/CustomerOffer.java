package dev.sluice.emulators.stripe.resources;

import java.util.List;

import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.desk.Register.Written;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Told;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who pays, and with what: {@code /v1/customers} and {@code /v1/payment_methods}. */
class CustomerOffer implements Offer {

	private static final List<String> TEXTS = List.of("description", "email", "name", "phone");

	private final Register register;

	CustomerOffer(Register register) {
		this.register = register;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.post("/v1/customers", this::create),
				Endpoint.get("/v1/customers/{id}", (call) -> show(call, Kinds.CUSTOMER, "customer")),
				Endpoint.post("/v1/payment_methods", this::createMethod),
				Endpoint.get("/v1/payment_methods/{id}", (call) -> show(call, Kinds.PAYMENT_METHOD, "payment_method")),
				Endpoint.post("/v1/payment_methods/{id}/attach", this::attach));
	}

	private Mono<Answered> show(Call call, String kind, String param) {
		call.params().finish();
		return this.register.find(call.owner(), kind, call.subject(), param).map((entry) -> Answered.of(entry.body()));
	}

	private Mono<Answered> create(Call call) {
		Params params = call.params();
		ObjectNode said = JsonNodeFactory.instance.objectNode();
		TEXTS.forEach((name) -> params.text(name).ifPresent((text) -> said.put(name, text)));
		Postal.address(params).ifPresent((address) -> said.set("address", address));
		Postal.shipping(params).ifPresent((shipping) -> said.set("shipping", shipping));
		Metadata metadata = Metadata.read(params);
		params.finish();
		return this.register.put(call, (draw, now) -> {
			String id = draw.id("cus_", 14);
			ObjectNode customer = NewObjects.customer(id, now);
			customer.setAll(said);
			metadata.applyTo(customer);
			return new Written(new Entry(id, Kinds.CUSTOMER, id, customer, true),
					List.of(new Told("customer.created", customer)));
		});
	}

	private Mono<Answered> createMethod(Call call) {
		Params params = call.params();
		GivenMethod given = GivenMethod.ofData(params, this.register.now());
		Metadata metadata = Metadata.read(params);
		params.finish();
		return this.register.put(call, (draw, now) -> {
			String id = Methods.newId(draw);
			ObjectNode method = Methods.create(id, now, given);
			metadata.applyTo(method);
			return new Written(Entry.of(id, Kinds.PAYMENT_METHOD, id, method), List.of());
		});
	}

	private Mono<Answered> attach(Call call) {
		String customer = call.params().required("customer");
		call.params().finish();
		return this.register.find(call.owner(), Kinds.CUSTOMER, customer, "customer")
			.then(method(call))
			.flatMap((method) -> this.register.put(call,
					(draw, now) -> attached(Methods.newId(draw), method, customer)));
	}

	/** One of Stripe's tokens is made a payment method when it is attached. */
	private Mono<Entry> method(Call call) {
		ObjectNode token = TestCards.ofToken(call.subject())
			.filter((card) -> call.subject().startsWith("pm_card_"))
			.map((card) -> NewObjects.paymentMethod("", this.register.now(), card))
			.orElse(null);
		return (token != null) ? Mono.just(new Entry("", Kinds.PAYMENT_METHOD, "", token, true))
				: this.register.find(call.owner(), Kinds.PAYMENT_METHOD, call.subject(), "payment_method");
	}

	private static Written attached(String newId, Entry method, String customer) {
		String id = method.id().isEmpty() ? newId : method.id();
		ObjectNode changed = method.body().deepCopy();
		String owner = changed.path("customer").asString("");
		if (!owner.isEmpty() && !owner.equals(customer)) {
			throw StripeError.ofRequest(null,
					"The payment method you provided has already been attached to a customer.");
		}
		changed.put("id", id);
		changed.put("customer", customer);
		return new Written(new Entry(id, Kinds.PAYMENT_METHOD, id, changed, true),
				List.of(new Told("payment_method.attached", changed)));
	}

}
