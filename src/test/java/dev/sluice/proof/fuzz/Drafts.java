package dev.sluice.proof.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import dev.sluice.proof.fuzz.Operation.Parameter;

/** Sound requests of an operation. */
record Drafts(Random random, Seen seen, Credentials credentials) {

	private static final int KEYS = 200;

	Draft sound(Operation operation) {
		Specimens specimens = new Specimens(this.random, this.seen);
		Draft draft = new Draft(operation.method(), path(operation, specimens));
		draft.headers.add("Host: localhost");
		draft.headers.add("Connection: close");
		if (!operation.schemes().isEmpty()) {
			draft.headers.add(credential(operation));
		}
		for (Parameter parameter : operation.parametersIn("query")) {
			if (parameter.required() || this.random.nextInt(6) == 0) {
				draft.query.add(escaped(parameter.name()) + "=" + escaped(specimens.text(parameter)));
			}
		}
		for (Parameter parameter : operation.parametersIn("header")) {
			if (parameter.required() || this.random.nextInt(4) == 0) {
				draft.headers.add(parameter.name() + ": " + visible(header(parameter, specimens)));
			}
		}
		addAccept(operation, draft);
		addBody(operation, specimens, draft);
		return draft;
	}

	/** Nothing but what it takes. */
	Draft bare(Operation operation) {
		Draft draft = new Draft(operation.method(), operation.path());
		draft.headers.add("Host: localhost");
		draft.headers.add("Connection: close");
		if (!operation.schemes().isEmpty()) {
			draft.headers.add(credential(operation));
		}
		return draft;
	}

	private String credential(Operation operation) {
		List<String> schemes = operation.schemes().stream().sorted().toList();
		String scheme = schemes.get((this.random.nextInt(10) > 0) ? 0 : this.random.nextInt(schemes.size()));
		return this.credentials.line(scheme);
	}

	private static String path(Operation operation, Specimens specimens) {
		String path = operation.path();
		for (Parameter parameter : operation.parametersIn("path")) {
			path = path.replace("{" + parameter.name() + "}", escaped(specimens.value(parameter.schema()).asString()));
		}
		return path;
	}

	/** Some keys come again. */
	private String header(Parameter parameter, Specimens specimens) {
		return parameter.name().equals("Idempotency-Key")
				? "key-" + this.random.nextInt(KEYS) * this.random.nextInt(2) + this.random.nextInt(1_000_000)
				: specimens.text(parameter);
	}

	private void addAccept(Operation operation, Draft draft) {
		List<String> types = operation.mediaTypes();
		if (!types.isEmpty() && this.random.nextBoolean()) {
			draft.headers.add("Accept: " + types.get(this.random.nextInt(types.size())));
		}
		if (this.random.nextInt(8) == 0) {
			draft.headers.add("Accept-Encoding: gzip");
		}
	}

	private void addBody(Operation operation, Specimens specimens, Draft draft) {
		if (operation.body().isMissingNode() || (!operation.needsBody() && this.random.nextInt(4) == 0)) {
			if (List.of("POST", "PUT", "PATCH").contains(draft.method)) {
				draft.headers.add("Content-Length: 0");
			}
			return;
		}
		draft.headers.add("Content-Type: application/json");
		setBody(draft, specimens.body(operation).toString().getBytes(StandardCharsets.UTF_8));
	}

	static void setBody(Draft draft, byte[] body) {
		draft.body = body;
		draft.header("Content-Length", String.valueOf(body.length));
	}

	static String escaped(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String visible(String text) {
		return text.replaceAll("[^ -~]", "?");
	}

}
