package dev.sluice.client.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.client.gateway.Refusal;
import dev.sluice.client.gateway.Unreadable;
import dev.sluice.values.CleanText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A payment of a trial, and what is known of it. */
final class TrialPayment {

	private static final String PAYMENTS = "/v1/payments";

	private static final int SHOWN = 200;

	private final String reference;

	private final Duration within;

	private final Function<Duration, Insistence> insistences;

	private JsonNode shown = MissingNode.getInstance();

	private boolean perhapsMade;

	/**
	 * One that is not made yet.
	 * @param reference by which it is found, and from which its idempotency keys come
	 * @param within how long an outcome is waited for
	 */
	TrialPayment(String reference, Duration within, Function<Duration, Insistence> insistences) {
		this.reference = reference;
		this.within = within;
		this.insistences = insistences;
	}

	/** Makes it, and waits for what comes of that. */
	Step authorize(Map<String, ?> body) throws IOException, InterruptedException {
		Insistence insistence = this.insistences.apply(this.within);
		this.perhapsMade = true;
		try {
			show(insistence.post(PAYMENTS, body, this.reference));
		}
		catch (Refusal ex) {
			this.perhapsMade = ex.isForNow() || insistence.isInDoubt();
			throw ex;
		}
		return await("authorize", Set.of(), insistence);
	}

	/**
	 * Asks for an operation, and waits for what comes of it.
	 * @param kind a capture, refund or void
	 */
	Step ask(String kind, Map<String, ?> body) throws IOException, InterruptedException {
		Set<String> before = steps().stream().map(Step::id).collect(Collectors.toSet());
		Insistence insistence = this.insistences.apply(this.within);
		begin(kind, body, insistence);
		return await(kind, before, insistence);
	}

	/**
	 * Asks for an operation, each one once, and waits for nothing. What is known to have
	 * come to nothing is asked for anew.
	 */
	void begin(String kind, Map<String, ?> body, Insistence insistence) throws IOException, InterruptedException {
		long before = steps().stream()
			.filter((step) -> step.kind().equals(kind) && !step.isPending() && !step.isGood())
			.count();
		String key = this.reference + "-" + kind + "-" + (body.containsKey("amount") ? body.get("amount") : "rest")
				+ ((before > 0) ? "-" + before : "");
		show(insistence.post(path() + "/" + kind + "s", body, key));
	}

	private Step await(String kind, Set<String> before, Insistence insistence)
			throws IOException, InterruptedException {
		while (true) {
			Step step = steps().stream()
				.filter((each) -> each.kind().equals(kind) && !before.contains(each.id()))
				.findFirst()
				.orElseThrow(() -> new Unreadable("a payment has not the " + kind + " that was asked for"));
			if (step.isOver() || isAsking() || insistence.isOver()) {
				return step;
			}
			insistence.rest();
			look(insistence);
		}
	}

	/** Reads it anew. */
	void look(Insistence insistence) throws IOException, InterruptedException {
		show(insistence.get(path()));
	}

	/** Looks for it where no answer says what it is called; whether it is there. */
	boolean find(Insistence insistence) throws IOException, InterruptedException {
		if (isKnown()) {
			return true;
		}
		JsonNode found = insistence.get(PAYMENTS + "?limit=1&reference=" + this.reference).path("data").path(0);
		if (!found.isMissingNode()) {
			show(found);
		}
		return isKnown();
	}

	private void show(JsonNode payment) throws Unreadable {
		if (!payment.path("id").asString("").matches("[\\w-]{1,100}")) {
			throw new Unreadable("a payment has no id");
		}
		this.shown = payment;
	}

	private String path() {
		return PAYMENTS + "/" + id();
	}

	/** Whether it may be there. */
	boolean isPerhapsMade() {
		return this.perhapsMade;
	}

	/** Whether it is known what it is called. */
	boolean isKnown() {
		return !this.shown.isMissingNode();
	}

	/** What it is called here. */
	String id() {
		return text("id");
	}

	/** By what it is found. */
	String reference() {
		return this.reference;
	}

	/** Its operations, oldest first. */
	List<Step> steps() {
		return this.shown.path("operations").valueStream().map(Step::read).toList();
	}

	/** Whether its customer is to be asked first. */
	boolean isAsking() {
		return text("status").equals("requires_action");
	}

	/** Whether it is being made or something of it is under way. */
	boolean isUnderWay() {
		return text("status").equals("processing") || steps().stream().anyMatch(Step::isPending);
	}

	/** Whether it holds nothing of anybody's money, nor will. */
	boolean isSettled() {
		return isKnown() && !isUnderWay() && !isAsking() && !mayVoid() && amountToRefund() == 0
				&& this.shown.path("amount_captured").asLong(0) == this.shown.path("amount_refunded").asLong(0);
	}

	/** Whether what is held may be let go. */
	boolean mayVoid() {
		return this.shown.path("available_actions").path("void").asBoolean(false);
	}

	/** How much can be given back. */
	long amountToRefund() {
		return this.shown.path("available_actions").path("refund").asLong(0);
	}

	/** Its status. */
	String status() {
		return text("status");
	}

	/** Why it was declined, in the gateway's word and the processor's. */
	String decline() {
		JsonNode decline = this.shown.path("decline");
		String words = CleanText.of(decline.path("code").asString("") + ", '" + decline.path("message").asString("")
				+ "', by the processor's code " + decline.path("processor_code").asString("-"), SHOWN);
		return decline.isObject() ? words : "nobody says why";
	}

	private String text(String field) {
		return CleanText.of(this.shown.path(field).asString(""), SHOWN);
	}

}
