package dev.sluice.emulators.stripe.resources;

import java.util.List;
import java.util.Optional;

import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.desk.Register.Written;
import dev.sluice.emulators.stripe.desk.StripePages;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Told;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who pays, and with what: {@code /v1/customers} and {@code /v1/payment_methods}. */
class CustomerOffer implements Offer {

	private static final String CUSTOMERS = "/v1/customers";

	private static final String CUSTOMER = CUSTOMERS + "/{id}";

	private static final String METHODS = "/v1/payment_methods";

	private static final String METHOD = METHODS + "/{id}";

	private static final List<String> TEXTS = List.of("description", "email", "name", "phone");

	private final Register register;

	private final StripePages pages;

	CustomerOffer(Register register, StripePages pages) {
		this.register = register;
		this.pages = pages;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.get(CUSTOMERS, this::list), Endpoint.post(CUSTOMERS, this::create),
				Endpoint.get(CUSTOMER, (call) -> show(call, Kinds.CUSTOMER)), Endpoint.post(CUSTOMER, this::update),
				Endpoint.delete(CUSTOMER, this::remove),
				Endpoint.get(CUSTOMER + "/payment_methods",
						(call) -> listMethods(call, call.subject(),
								CUSTOMERS + "/" + call.subject() + "/payment_methods")),
				Endpoint.get(METHODS,
						(call) -> listMethods(call, call.params().text("customer").orElse(null), METHODS)),
				Endpoint.post(METHODS, this::createMethod),
				Endpoint.get(METHOD, (call) -> show(call, Kinds.PAYMENT_METHOD)),
				Endpoint.post(METHOD, this::updateMethod), Endpoint.post(METHOD + "/attach", this::attach),
				Endpoint.post(METHOD + "/detach", this::detach));
	}

	private Mono<Answered> list(Call call) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		call.params().text("email").ifPresent((email) -> like.put("email", email));
		return page(call, Kinds.CUSTOMER, like, CUSTOMERS);
	}

	private Mono<Answered> listMethods(Call call, @Nullable String customer, String url) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		call.params().text("type").ifPresent((type) -> like.put("type", type));
		if (customer == null) {
			return page(call, Kinds.PAYMENT_METHOD, like, url);
		}
		like.put("customer", customer);
		return this.register.find(call.owner(), Kinds.CUSTOMER, customer, Kinds.CUSTOMER)
			.then(Mono.defer(() -> page(call, Kinds.PAYMENT_METHOD, like, url)));
	}

	private Mono<Answered> page(Call call, String kind, ObjectNode like, String url) {
		Selection selection = StripePages.read(call.params(), kind, like);
		call.params().finish();
		return this.pages.page(call.owner(), selection, url).map(Answered::of);
	}

	private Mono<Answered> show(Call call, String kind) {
		call.params().finish();
		return this.register.find(call.owner(), kind, call.subject(), kind).map((entry) -> Answered.of(entry.body()));
	}

	private Mono<Answered> create(Call call) {
		Said said = Said.read(call.params());
		return this.register.put(call, (draw, now) -> {
			String id = draw.id("cus_", 14);
			ObjectNode customer = said.applyTo(NewObjects.customer(id, now));
			return new Written(new Entry(id, Kinds.CUSTOMER, id, customer, true),
					List.of(new Told("customer.created", customer)));
		});
	}

	private Mono<Answered> update(Call call) {
		Said said = Said.read(call.params());
		return this.register.edit(call, Kinds.CUSTOMER, Kinds.CUSTOMER,
				(entry) -> changed(entry, said.applyTo(entry.body().deepCopy()), "customer.updated"));
	}

	private Mono<Answered> remove(Call call) {
		call.params().finish();
		return this.register.remove(call, Kinds.CUSTOMER, Kinds.CUSTOMER, "customer.deleted");
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

	private Mono<Answered> updateMethod(Call call) {
		Params params = call.params();
		Optional<ObjectNode> billing = Postal.billing(params);
		Optional<String> redisplay = params.choice("allow_redisplay", "always", "limited", "unspecified");
		Metadata metadata = Metadata.read(params);
		params.finish();
		return this.register.edit(call, Kinds.PAYMENT_METHOD, Kinds.PAYMENT_METHOD, (entry) -> {
			ObjectNode method = entry.body().deepCopy();
			if (method.path("customer").isNull()) {
				throw StripeError.ofRequest(null,
						"You must save this PaymentMethod to a customer before you can update it.");
			}
			billing.ifPresent(((ObjectNode) method.path("billing_details"))::setAll);
			redisplay.ifPresent((word) -> method.put("allow_redisplay", word));
			metadata.applyTo(method);
			return changed(entry, method, "payment_method.updated");
		});
	}

	private Mono<Answered> attach(Call call) {
		String customer = call.params().required("customer");
		call.params().finish();
		return this.register.find(call.owner(), Kinds.CUSTOMER, customer, Kinds.CUSTOMER)
			.then(Mono.defer(() -> attach(call, customer)));
	}

	/** One of Stripe's tokens is made a payment method when it is attached. */
	private Mono<Answered> attach(Call call, String customer) {
		return TestCards.ofToken(call.subject())
			.filter((card) -> call.subject().startsWith("pm_card_"))
			.map((card) -> this.register.put(call, (draw, now) -> {
				String id = Methods.newId(draw);
				ObjectNode made = NewObjects.paymentMethod(id, now, card);
				return attached(new Entry(id, Kinds.PAYMENT_METHOD, id, made, true), customer);
			}))
			.orElseGet(() -> this.register.edit(call, Kinds.PAYMENT_METHOD, Kinds.PAYMENT_METHOD,
					(entry) -> attached(entry, customer)));
	}

	private static Written attached(Entry method, String customer) {
		ObjectNode changed = Methods.usable(method.body()).deepCopy();
		String owner = changed.path("customer").asString("");
		if (!owner.isEmpty() && !owner.equals(customer)) {
			throw StripeError.ofRequest(null,
					"The payment method you provided has already been attached to a customer.");
		}
		changed.put("customer", customer);
		return changed(method, changed, "payment_method.attached");
	}

	private Mono<Answered> detach(Call call) {
		call.params().finish();
		return this.register.edit(call, Kinds.PAYMENT_METHOD, Kinds.PAYMENT_METHOD, (entry) -> {
			ObjectNode method = entry.body().deepCopy();
			if (method.path("customer").isNull()) {
				throw StripeError.ofRequest(null,
						"The payment method you provided is not attached to a customer so detachment is impossible.");
			}
			method.putNull("customer");
			method.put("$detached", true);
			return changed(entry, method, "payment_method.detached");
		});
	}

	private static Written changed(Entry entry, ObjectNode body, String type) {
		return new Written(entry.with(body), List.of(new Told(type, body)));
	}

	/** What a caller says of a customer. */
	private record Said(ObjectNode changes, Metadata metadata) {

		static Said read(Params params) {
			ObjectNode said = JsonNodeFactory.instance.objectNode();
			TEXTS.stream().filter(params::has).forEach((name) -> said.put(name, params.text(name).orElse(null)));
			Postal.address(params).ifPresent((address) -> said.set("address", address));
			Postal.shipping(params).ifPresent((shipping) -> said.set("shipping", shipping));
			Metadata metadata = Metadata.read(params);
			params.finish();
			return new Said(said, metadata);
		}

		ObjectNode applyTo(ObjectNode customer) {
			customer.setAll(this.changes);
			this.metadata.applyTo(customer);
			return customer;
		}

	}

}
