package dev.sluice.proof.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.networknt.schema.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds an answer against the description; each finding is a sentence. */
record Judge(Contract contract) {

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/** Of a page, of lines and of a stream. */
	private static final int MOST_READ = 10;

	/** Where the first line could not be read, nobody knows that it was a HEAD. */
	private static final Set<Integer> UNREAD = Set.of(400, 414);

	/** Methods that are not described one by one. */
	private static final Set<String> EVERYWHERE = Set.of("HEAD", "OPTIONS");

	/** What must not be said of a request in which nothing is spoilt. */
	private static final List<String> MISUNDERSTOOD = List.of("missing_field", "unknown_field", "invalid_type",
			"malformed_json", "duplicate_field", "body_missing", "unsupported_media_type", "not_acceptable",
			"method_not_allowed", "not_found", "missing_api_key", "invalid_request");

	List<String> findings(Operation asked, Draft draft, Answer answer) {
		List<String> findings = new ArrayList<>();
		if (answer.status() == 0) {
			return draft.silent ? findings : List.of("no answer");
		}
		if (answer.rest() > 0 && !(draft.method.equals("HEAD") && UNREAD.contains(answer.status()))) {
			findings.add("something behind the answer");
		}
		leaks(answer, findings);
		List<Operation> meant = meant(asked, draft);
		if (draft.method.equals("OPTIONS") && answer.status() == 204) {
			return findings;
		}
		List<Response> described = meant.stream()
			.filter((operation) -> operation.responses().containsKey(answer.status()))
			.map((operation) -> operation.responses().get(answer.status()))
			.toList();
		if (described.isEmpty()) {
			findings.add("a status that is not described: " + answer.status());
			return findings;
		}
		if (answer.status() < 400 && isForbidden(asked, draft)) {
			findings.add("done although it is not allowed");
		}
		findings.addAll(described.stream()
			.map((response) -> differences(response, draft, answer))
			.min(Comparator.comparingInt(List::size))
			.orElseThrow());
		if (draft.spoilt.isEmpty()
				&& MISUNDERSTOOD.stream().anyMatch((code) -> answer.text().contains('"' + code + '"'))) {
			findings.add("refused although it is allowed");
		}
		if (answer.status() >= 500) {
			trouble(answer, findings);
		}
		return findings;
	}

	/** Of another method at this address, or of the same. */
	private List<Operation> meant(Operation asked, Draft draft) {
		List<Operation> at = this.contract.at(asked.path());
		String method = EVERYWHERE.contains(draft.method) ? "GET" : draft.method;
		List<Operation> exactly = at.stream().filter((operation) -> operation.method().equals(method)).toList();
		return (draft.spoilt.contains("the path") || exactly.isEmpty()) ? this.contract.operations() : exactly;
	}

	private static boolean isForbidden(Operation asked, Draft draft) {
		if (!draft.method.equals(asked.method()) || draft.spoilt.contains("the path")) {
			return false;
		}
		if (draft.spoilt.contains("a header less") && !draft.hasHeader("Content-Length")) {
			// Then there is no body, whatever follows.
			return false;
		}
		if (draft.refused || asked.body().isMissingNode()) {
			return draft.refused;
		}
		if (draft.body.length == 0) {
			return asked.needsBody();
		}
		try {
			return !Response.faults(asked.form(), STRICT.readTree(draft.body)).isEmpty();
		}
		catch (JacksonException ex) {
			return true;
		}
	}

	private List<String> differences(Response response, Draft draft, Answer answer) {
		List<String> findings = new ArrayList<>();
		response.headers().forEach((name, header) -> {
			String value = answer.header(name);
			if (value.isEmpty()) {
				if (header.required()) {
					findings.add("no header " + name);
				}
				return;
			}
			JsonNode read = header.type().equals("integer") ? STRICT.readTree(value)
					: STRICT.getNodeFactory().stringNode(value);
			Response.faults(header.schema(), read).forEach((fault) -> findings.add("the header " + name + fault));
		});
		if (draft.method.equals("HEAD") || response.bodies().isEmpty()) {
			return findings;
		}
		if (!answer.whole() && !answer.mediaType().equals("text/event-stream")) {
			if (!draft.hasHeader("Cookie")) {
				// Else another request may have ended its session.
				findings.add("broken off");
			}
			return findings;
		}
		Schema schema = response.bodies().get(answer.mediaType());
		if (schema == null) {
			findings.add("a media type that is not described: " + answer.mediaType());
		}
		else if (answer.mediaType().endsWith("/json") || answer.mediaType().endsWith("+json")) {
			isJson(schema, answer, findings);
		}
		else {
			lines(answer).stream().limit(MOST_READ).forEach((line) -> isJson(response.line(), line, findings));
		}
		return findings;
	}

	/** Lines of NDJSON, and in a stream those that hold an event of the journal. */
	private static List<String> lines(Answer answer) {
		return switch (answer.mediaType()) {
			case "application/x-ndjson" -> answer.text().lines().toList();
			case "text/event-stream" -> answer.text()
				.lines()
				.filter((line) -> line.startsWith("data: {\"id\":") && line.endsWith("}}"))
				.map((line) -> line.substring("data: ".length()))
				.toList();
			default -> List.of();
		};
	}

	private static void isJson(Schema schema, String line, List<String> findings) {
		try {
			findings.addAll(Response.faults(schema, STRICT.readTree(line)));
		}
		catch (JacksonException ex) {
			findings.add("a line that is not JSON");
		}
	}

	private void isJson(Schema schema, Answer answer, List<String> findings) {
		try {
			JsonNode body = STRICT.readTree(answer.text());
			if (body.path("data") instanceof ArrayNode data && data.size() > MOST_READ) {
				((ObjectNode) body).putArray("data").addAll(data.valueStream().limit(MOST_READ).toList());
			}
			findings.addAll(Response.faults(schema, body));
			if (answer.mediaType().equals("application/problem+json") && !this.contract.codes()
				.getOrDefault(answer.status(), Set.of())
				.contains(body.path("code").asString())) {
				findings.add("a code that is not described: " + body.path("code"));
			}
		}
		catch (JacksonException ex) {
			findings.add("a body that is not JSON");
		}
	}

	/** Overload is due now and then; nothing else is wrong with the gateway. */
	private static void trouble(Answer answer, List<String> findings) {
		if (answer.status() != 505 && !answer.text().contains("\"overloaded\"")) {
			findings.add("trouble: " + answer.status());
		}
	}

	private static void leaks(Answer answer, List<String> findings) {
		String all = answer.text() + answer.headers();
		String digits = all.replaceAll("[ -]", "");
		Nasty.CARDS.stream()
			.filter((card) -> all.contains(card) || digits.contains(card))
			.forEach((card) -> findings.add("a card number in the answer"));
		for (String secret : List.of(Nasty.SECRET, "Exception", "dev.sluice.", "\tat ")) {
			if (all.contains(secret)) {
				findings.add("in the answer: " + secret);
			}
		}
		Map<String, List<String>> headers = answer.headers();
		for (String name : List.of("Date", "Request-Id")) {
			if (headers.getOrDefault(name, List.of()).size() != 1) {
				findings.add("not one header " + name);
			}
		}
		if (headers.containsKey("Server")) {
			findings.add("a header Server");
		}
	}

}
