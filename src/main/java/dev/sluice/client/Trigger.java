package dev.sluice.client;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.sluice.client.connection.Asking;
import dev.sluice.client.connection.Backoff;
import dev.sluice.client.connection.Limits;
import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.Unreadable;
import dev.sluice.values.CleanText;
import tools.jackson.databind.JsonNode;

/** Makes an event happen, by payments with the cards that are for tests. */
final class Trigger {

	static final Set<String> OPTIONS = Set.of(Access.URL, Access.KEY);

	private static final int SHOWN = 500;

	private final Happening happening;

	private final Gateway gateway;

	private final Limits limits;

	private final PrintStream output;

	private Trigger(Happening happening, Gateway gateway, Surroundings surroundings) {
		this.happening = happening;
		this.gateway = gateway;
		this.limits = surroundings.limits();
		this.output = surroundings.output();
	}

	/** Does so with the options; answers the exit code. */
	static int run(Arguments arguments, Surroundings surroundings) throws IOException, InterruptedException {
		Happening happening = arguments.words()
			.stream()
			.findFirst()
			.map(Happening::of)
			.orElseThrow(
					() -> new Misuse("Which event? Say trigger payment.captured, or another of\n" + Happening.list()));
		Access access = Access.read(arguments, surroundings);
		if (access.isLive()) {
			throw new Misuse("This key is one of live mode, and there are no test cards. Use one of test mode.");
		}
		try (Asking asking = new Asking(surroundings.limits())) {
			return new Trigger(happening, access.gateway(asking, surroundings.limits()), surroundings).run();
		}
	}

	private int run() throws IOException, InterruptedException {
		String key = "trigger-" + UUID.randomUUID();
		JsonNode payment = this.gateway.post("/v1/payments", this.happening.terms(), key);
		String made = payment.path("id").asString("");
		if (!made.matches("[\\w-]{1,100}")) {
			throw new Unreadable("a payment has no id");
		}
		String path = "/v1/payments/" + made;
		for (String operation : this.happening.operations()) {
			payment = this.gateway.post(path + "/" + operation, Map.of(), key + "-" + operation);
		}
		JsonNode event = await(path);
		String id = shown(payment, "id");
		if (event.isMissingNode()) {
			this.output.println("There is no " + this.happening.type() + " of " + id + ": it is "
					+ shown(payment, "status") + ", and nothing more came.");
			return ClientCommands.FAILED;
		}
		this.output.println(this.happening.type() + "  " + id + "  position " + event.path("id").asLong(0));
		JsonNode action = event.path("data").path("next_action");
		if (action.path("url").isString()) {
			this.output.println("The customer goes on at " + shown(action, "url"));
		}
		return ClientCommands.DONE;
	}

	/** It is there already, as a rule. */
	private JsonNode await(String path) throws IOException, InterruptedException {
		Backoff backoff = new Backoff(this.limits);
		for (long begun = System.nanoTime();; backoff.rest(Duration.ZERO)) {
			JsonNode event = this.gateway.get(path + "/events?types=" + this.happening.type()).path("data").path(0);
			if (!event.isMissingNode() || System.nanoTime() - begun > this.limits.patience().toNanos()) {
				return event;
			}
		}
	}

	private static String shown(JsonNode json, String field) {
		return CleanText.of(json.path(field).asString(""), SHOWN);
	}

}
