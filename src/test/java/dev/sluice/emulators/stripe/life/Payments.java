package dev.sluice.emulators.stripe.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import dev.sluice.emulators.book.Draw;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Task;
import dev.sluice.emulators.stripe.cards.TestCard;
import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One payment in memory, on which one piece of work follows another. */
final class Payments {

	static final long NOW = 1_800_000_000L;

	static final Terms TERMS = new Terms(Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofSeconds(2),
			Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

	private final Terms terms;

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	private final Draw draw = new Draw(new SplittableRandom(42));

	private final List<String> events = new ArrayList<>();

	private final List<Task> tasks = new ArrayList<>();

	private final String root;

	private @Nullable StripeError refusal;

	Payments(long amount, String captureMethod) {
		this(amount, captureMethod, TERMS);
	}

	Payments(long amount, String captureMethod, Terms terms) {
		this.terms = terms;
		Case begun = Case.empty(this.draw, NOW, terms);
		ObjectNode intent = NewObjects.paymentIntent(begun.id("pi_3"), NOW, amount, "usd");
		intent.put("capture_method", captureMethod);
		begun.begin(intent);
		this.root = intent.path("id").asString();
		keep(begun);
	}

	/** Does some work, and keeps what came of it. */
	void work(Consumer<Case> work) {
		Case payment = Case.of(this.root, this.entries.values(), this.draw, NOW, this.terms);
		work.accept(payment);
		keep(payment);
	}

	private void keep(Case payment) {
		payment.changed().forEach((entry) -> this.entries.put(entry.id(), entry));
		payment.told().forEach((told) -> this.events.add(told.type()));
		this.tasks.addAll(payment.tasks());
		this.refusal = payment.refusal();
	}

	void confirm(String token) {
		confirm(token, false, "https://shop.example/back");
	}

	void confirm(String token, boolean offSession, @Nullable String returnUrl) {
		TestCard card = TestCards.ofToken(token).orElseThrow();
		work((payment) -> {
			ObjectNode method = NewObjects.paymentMethod(payment.id("pm_1"), NOW, card);
			payment.addMethod(method);
			payment.intent().set("$method", method.deepCopy());
			Confirming.confirm(payment, new Confirmation(method, card, offSession, false, returnUrl, "https://bank/"));
		});
	}

	void answer(boolean approved) {
		work((payment) -> Confirming.answer(payment, (ObjectNode) payment.intent().path("$method"), approved));
	}

	void refund(@Nullable Long amount) {
		work((payment) -> {
			ObjectNode _ = Refunding.refund(payment, payment.latestCharge().orElseThrow(), amount, null);
		});
	}

	/** Ends what is put off, as if its time had come. */
	void later(String task) {
		Task due = this.tasks.stream().filter((each) -> each.name().equals(task)).findFirst().orElseThrow();
		work((payment) -> Later.end(payment, payment.require(due.subject()), task));
	}

	ObjectNode intent() {
		return body(this.root);
	}

	ObjectNode charge() {
		return body(intent().path("latest_charge").asString());
	}

	ObjectNode newest(String kind) {
		return all(kind).getLast();
	}

	List<ObjectNode> all(String kind) {
		return this.entries.values().stream().filter((entry) -> entry.kind().equals(kind)).map(Entry::body).toList();
	}

	long refunded() {
		return all(Kinds.REFUND).stream()
			.filter((refund) -> List.of("succeeded", "pending").contains(refund.path("status").asString()))
			.mapToLong((refund) -> refund.path("amount").asLong())
			.sum();
	}

	/** What moved in the account, in sum and without fees. */
	long moved() {
		return all(Kinds.BALANCE_TRANSACTION).stream().mapToLong((moved) -> moved.path("amount").asLong()).sum();
	}

	private ObjectNode body(String id) {
		Entry entry = this.entries.get(id);
		if (entry == null) {
			throw new AssertionError("There is no " + id);
		}
		return entry.body();
	}

	String status() {
		return intent().path("status").asString();
	}

	List<String> events() {
		return List.copyOf(this.events);
	}

	StripeError refusal() {
		if (this.refusal == null) {
			throw new AssertionError("It was not refused");
		}
		return this.refusal;
	}

	boolean puts(String task) {
		return this.tasks.stream().anyMatch((each) -> each.name().equals(task));
	}

}
