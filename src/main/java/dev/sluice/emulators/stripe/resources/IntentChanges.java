package dev.sluice.emulators.stripe.resources;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.sluice.emulators.challenge.EmulatorAddress;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Case;
import dev.sluice.emulators.stripe.life.Confirmation;
import dev.sluice.emulators.stripe.life.Confirming;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Makes payments, changes what is said of them and tries them. */
class IntentChanges {

	private static final Set<String> OPEN = Set.of("requires_payment_method", "requires_confirmation",
			"requires_action");

	private static final Set<String> ALWAYS = Set.of("description", "receipt_email", "shipping", "transfer_group",
			"statement_descriptor_suffix");

	private final Register register;

	private final Methods methods;

	private final EmulatorAddress address;

	IntentChanges(Register register, Methods methods, EmulatorAddress address) {
		this.register = register;
		this.methods = methods;
		this.address = address;
	}

	Mono<Answered> create(Call call) {
		Params params = call.params();
		long amount = params.requiredInteger("amount");
		String currency = params.required("currency").toLowerCase(Locale.ROOT);
		IntentFields fields = IntentFields.read(params);
		fields.complete();
		boolean confirm = params.flag("confirm").orElse(false);
		Trial trial = Trial.read(params, this.register.now());
		params.finish();
		trial.checkAllowed(confirm);
		return customer(call, fields).then(this.methods.find(call.owner(), trial.method()))
			.flatMap((method) -> this.register.begin(call, (payment) -> {
				payment.begin(NewObjects.paymentIntent(payment.id("pi_3"), payment.now(), amount, currency));
				fields.applyTo(payment.intent());
				method.ifPresent((given) -> choose(payment, given.in(payment)));
				payment.tell("payment_intent.created", payment.intent());
				return confirm ? confirm(call, payment, trial) : payment.intent();
			}));
	}

	Mono<Answered> update(Call call) {
		Params params = call.params();
		IntentFields fields = IntentFields.read(params);
		Optional<GivenMethod> given = GivenMethod.read(params, this.register.now());
		params.finish();
		return customer(call, fields).then(this.methods.find(call.owner(), given))
			.flatMap((method) -> change(call, (payment) -> {
				checkUpdate(payment, fields, method.isPresent());
				fields.applyTo(payment.intent());
				method.ifPresent((known) -> choose(payment, known.in(payment)));
				return payment.intent();
			}));
	}

	Mono<Answered> confirm(Call call) {
		Params params = call.params();
		Trial trial = Trial.read(params, this.register.now());
		ObjectNode said = IntentFields.read(without(params)).changes();
		params.finish();
		return this.methods.find(call.owner(), trial.method()).flatMap((method) -> change(call, (payment) -> {
			Confirming.check(payment);
			payment.intent().setAll(said);
			method.ifPresent((given) -> choose(payment, given.in(payment)));
			return confirm(call, payment, trial);
		}));
	}

	/** What is fixed before a payment is tried cannot be said then. */
	private static Params without(Params params) {
		for (String name : new String[] { "amount", "currency", "customer", "metadata", "description" }) {
			if (params.has(name)) {
				throw StripeError.ofParam("parameter_unknown", name, "Received unknown parameter: " + name);
			}
		}
		return params;
	}

	private Mono<Answered> change(Call call, Function<Case, ObjectNode> work) {
		return this.register.find(call.owner(), Kinds.PAYMENT_INTENT, call.subject(), "intent")
			.flatMap((entry) -> this.register.change(call, call.subject(), work));
	}

	private Mono<Void> customer(Call call, IntentFields fields) {
		String customer = fields.changes().path("customer").asString("");
		return customer.isEmpty() ? Mono.empty()
				: this.register.find(call.owner(), Kinds.CUSTOMER, customer, "customer").then();
	}

	private static void choose(Case payment, ObjectNode method) {
		ObjectNode intent = payment.intent();
		intent.put("payment_method", method.path("id").asString());
		intent.put("$card", method.path("$card").asString());
		intent.set("$method", method.deepCopy());
		String status = intent.path("status").asString();
		if (status.equals("requires_action") || status.equals("requires_payment_method")) {
			intent.putNull("next_action");
			intent.put("status", "requires_confirmation");
		}
	}

	private ObjectNode confirm(Call call, Case payment, Trial trial) {
		ObjectNode intent = payment.intent();
		if (!(intent.path("$method") instanceof ObjectNode method) || intent.path("payment_method").isNull()) {
			throw Confirming.missingMethod(payment);
		}
		trial.checkReturn(intent);
		String page = this.address.page(call.request(), "stripe", call.owner().account() + ".");
		Confirming.confirm(payment, new Confirmation(method, Methods.Method.card(method), trial.offSession(),
				trial.errorOnAction(), trial.returnUrl(), page));
		return payment.intent();
	}

	private static void checkUpdate(Case payment, IntentFields fields, boolean method) {
		String status = payment.intent().path("status").asString();
		Optional<String> fixed = fields.changes()
			.propertyNames()
			.stream()
			.filter((name) -> !ALWAYS.contains(name))
			.findFirst()
			.or(() -> method ? Optional.of("payment_method") : Optional.empty());
		if (!OPEN.contains(status) && fixed.isPresent()) {
			throw payment.unexpectedState("This PaymentIntent's " + fixed.get()
					+ " could not be updated because it has a status of " + status + ". You may only update the "
					+ fixed.get() + " of a PaymentIntent with one of the following statuses: requires_payment_method, "
					+ "requires_confirmation, requires_action.");
		}
	}

}
