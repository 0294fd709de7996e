package dev.sluice.emulators.stripe.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.sluice.emulators.book.Draw;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Task;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.Showing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A payment while one request works on it, alone: copies of its objects, and what came of
 * the work.
 */
public final class Case {

	private final Map<String, Entry> before = new LinkedHashMap<>();

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	private final List<Told> told = new ArrayList<>();

	private final List<Task> tasks = new ArrayList<>();

	private final Draw draw;

	private final long now;

	private final Terms terms;

	private String root;

	private @Nullable StripeError refusal;

	private Case(String root, Collection<Entry> family, Draw draw, long now, Terms terms) {
		this.root = root;
		this.draw = draw;
		this.now = now;
		this.terms = terms;
		family.forEach((entry) -> {
			this.before.put(entry.id(), entry);
			this.entries.put(entry.id(), entry.with(entry.body().deepCopy()));
		});
	}

	/** One of a payment that there is. */
	public static Case of(String root, Collection<Entry> family, Draw draw, long now, Terms terms) {
		return new Case(root, family, draw, now, terms);
	}

	/** One without any object yet. */
	public static Case empty(Draw draw, long now, Terms terms) {
		return new Case("", List.of(), draw, now, terms);
	}

	/** The time, in seconds. */
	public long now() {
		return this.now;
	}

	Terms terms() {
		return this.terms;
	}

	/** A new id. */
	public String id(String prefix) {
		return this.draw.id(prefix, 24 - Math.min(prefix.length() - prefix.indexOf('_') - 1, 2));
	}

	/** The payment itself, to be changed. */
	public ObjectNode intent() {
		return require(this.root);
	}

	/** An object of the payment, to be changed. */
	ObjectNode require(String id) {
		return find(id).orElseThrow(() -> new IllegalStateException("There is no object " + id));
	}

	/** The same; empty where there is none. */
	public Optional<ObjectNode> find(String id) {
		return Optional.ofNullable(this.entries.get(id)).map(Entry::body);
	}

	/** Its newest charge; empty where none was made. */
	Optional<ObjectNode> latestCharge() {
		return find(intent().path("latest_charge").asString(""));
	}

	/** Its objects of a kind, oldest first. */
	List<ObjectNode> all(String kind) {
		return this.entries.values().stream().filter((entry) -> entry.kind().equals(kind)).map(Entry::body).toList();
	}

	/** Puts the payment itself in. */
	public void begin(ObjectNode intent) {
		this.root = intent.path("id").asString();
		add(intent);
	}

	/** Puts a new object of the payment in. */
	void add(ObjectNode object) {
		String id = object.path("id").asString();
		this.entries.put(id, Entry.of(id, object.path("object").asString(), this.root, object));
	}

	/** Puts in what is paid with, which goes on without the payment. */
	public void addMethod(ObjectNode method) {
		String id = method.path("id").asString();
		this.entries.put(id, Entry.of(id, Kinds.PAYMENT_METHOD, id, method));
	}

	/** Something happened to an object, which is remembered as it is now. */
	public void tell(String type, ObjectNode object) {
		this.told.add(new Told(type, object.deepCopy()));
	}

	void later(ObjectNode subject, String task, Duration after) {
		this.tasks.add(new Task(subject.path("id").asString(), task, after));
	}

	/** The request is refused, and what it changed is kept all the same. */
	void refuse(StripeError error) {
		this.refusal = error;
	}

	/** What is answered in place of an object; null where the request is not refused. */
	public @Nullable StripeError refusal() {
		return this.refusal;
	}

	/** The objects that are new, or not as they were. */
	public List<Entry> changed() {
		return this.entries.values().stream().filter((entry) -> !entry.equals(this.before.get(entry.id()))).toList();
	}

	/** What happened, in order. */
	public List<Told> told() {
		return List.copyOf(this.told);
	}

	/** What ends later. */
	public List<Task> tasks() {
		return List.copyOf(this.tasks);
	}

	/** A refusal because of where the payment stands. */
	public StripeError unexpectedState(String message) {
		return StripeError.unexpectedState(message, Showing.of(intent()));
	}

}
