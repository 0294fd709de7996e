package dev.sluice.proof.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What can be done to a body of JSON. */
record BodySpoiling(Random random) {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int LARGE = 500_000;

	void spoil(Operation operation, Draft draft) {
		switch (this.random.nextInt(9)) {
			case 0, 1, 2 -> value(operation, draft);
			case 3 -> missing(operation, draft);
			case 4 -> unknown(draft);
			case 5 -> twice(draft);
			case 6 -> whole(draft);
			case 7 -> bytes(draft);
			default -> cards(operation, draft);
		}
	}

	/** One value is of another type, at the edge of its bounds or just behind. */
	private void value(Operation operation, Draft draft) {
		ObjectNode body = (ObjectNode) JSON.readTree(draft.body);
		String name = anyName(operation);
		JsonNode schema = property(operation, name);
		String value = switch (this.random.nextInt(3)) {
			case 0 -> pick(Nasty.VALUES);
			case 1 -> StringNode.valueOf(pick(Nasty.TEXTS)).toString();
			default -> atTheEdge(schema);
		};
		body.set(name, StringNode.valueOf("\u0000"));
		set(draft, body.toString().replace("\"\\u0000\"", value), "the value of " + name);
	}

	private String atTheEdge(JsonNode schema) {
		long step = this.random.nextInt(3) - 1L;
		if (schema.has("maxLength")) {
			int length = schema.path(this.random.nextBoolean() ? "maxLength" : "minLength").asInt(0);
			return StringNode.valueOf(pick(List.of("x", "é", "😀")).repeat((int) Math.max(0, length + step)))
				.toString();
		}
		if (schema.has("maxProperties")) {
			ObjectNode many = JSON.createObjectNode();
			for (long i = schema.path("maxProperties").asLong() + step; i > 0; i--) {
				many.put("k" + i, "v");
			}
			return many.toString();
		}
		return String.valueOf(schema.path(this.random.nextBoolean() ? "maximum" : "minimum").asLong(0) + step);
	}

	private void missing(Operation operation, Draft draft) {
		ObjectNode body = (ObjectNode) JSON.readTree(draft.body);
		String name = anyName(operation);
		var _ = body.remove(name);
		set(draft, body.toString(), "no " + name);
	}

	private void unknown(Draft draft) {
		String name = pick(List.of("made_up", "Amount", "", "\u0000", "id", "__proto__", "n".repeat(5_000), "amount ",
				"4242424242424242"));
		ObjectNode body = (ObjectNode) JSON.readTree(draft.body);
		body.set(name, JSON.readTree(pick(List.of("1", "null", "{}", "\"x\""))));
		set(draft, body.toString(), "a field that nobody knows");
	}

	private void twice(Draft draft) {
		JsonNode body = JSON.readTree(draft.body);
		if (body.isEmpty()) {
			return;
		}
		String name = pick(List.copyOf(body.propertyNames()));
		String member = StringNode.valueOf(name) + ":" + body.get(name);
		set(draft, "{" + member + "," + body.toString().substring(1), "a field twice");
	}

	private void whole(Draft draft) {
		String body = pick(Nasty.BODIES);
		set(draft, body, "another body");
	}

	private void bytes(Draft draft) {
		byte[] body = draft.body.clone();
		switch (this.random.nextInt(3)) {
			case 0 -> body[this.random.nextInt(body.length)] = (byte) this.random.nextInt(256);
			case 1 -> body = Arrays.copyOf(body, this.random.nextInt(body.length));
			default -> {
				body = Arrays.copyOf(body, LARGE);
				Arrays.fill(body, draft.body.length, LARGE, (byte) ' ');
			}
		}
		Drafts.setBody(draft, body);
		draft.spoilt.add("bytes of the body");
	}

	private void cards(Operation operation, Draft draft) {
		ObjectNode body = (ObjectNode) JSON.readTree(draft.body);
		String card = pick(Nasty.CARDS);
		String written = switch (this.random.nextInt(4)) {
			case 0 -> card;
			case 1 -> card.replaceAll("(.{4})", "$1 ");
			case 2 -> "card " + card.replaceAll("(.{4})", "$1-") + " 12/30";
			default -> card.chars()
				.map((c) -> c - '0' + '\uff10')
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
				.toString();
		};
		body.put(anyName(operation), written);
		set(draft, body.toString(), "a card number");
	}

	private String anyName(Operation operation) {
		List<String> names = List.copyOf(pick(operation.forms()).path("properties").propertyNames());
		return names.isEmpty() ? "none" : pick(names);
	}

	private static JsonNode property(Operation operation, String name) {
		return operation.forms()
			.stream()
			.map((form) -> form.path("properties").path(name))
			.filter((found) -> !found.isMissingNode())
			.findFirst()
			.orElseGet(MissingNode::getInstance);
	}

	private static void set(Draft draft, String body, String how) {
		Drafts.setBody(draft, body.getBytes(StandardCharsets.UTF_8));
		draft.spoilt.add(how);
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
