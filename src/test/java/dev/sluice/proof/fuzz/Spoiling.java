package dev.sluice.proof.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What can be done to a request around its body. */
record Spoiling(Random random) {

	private static final List<String> PLACES = List.of("Authorization", "Host", "Content-Type", "Content-Length");

	void spoil(Draft draft) {
		switch (this.random.nextInt(16)) {
			case 0, 1 -> method(draft);
			case 2, 3 -> path(draft);
			case 4, 5, 6 -> query(draft);
			case 7, 8 -> header(draft);
			case 9 -> credentials(draft);
			case 10 -> mediaType(draft);
			case 11 -> accept(draft);
			case 12 -> version(draft);
			case 13 -> missing(draft);
			case 14 -> repeated(draft);
			default -> cut(draft);
		}
	}

	private void method(Draft draft) {
		draft.method = pick(Nasty.METHODS);
		draft.spoilt.add("the method " + draft.method.substring(0, Math.min(8, draft.method.length())));
	}

	private void path(Draft draft) {
		int slash = draft.path.lastIndexOf('/');
		draft.path = switch (this.random.nextInt(4)) {
			case 0 -> pick(Nasty.PATHS);
			case 1 -> draft.path.substring(0, slash + 1) + Drafts.escaped(pick(Nasty.TEXTS));
			case 2 -> draft.path.replaceFirst("_[^/]+", "_" + Drafts.escaped(pick(Nasty.CARDS)));
			default -> draft.path + pick(List.of("/", "//", ";a=b", "%00", "/..", ".json", "%20", "/%2e"));
		};
		draft.spoilt.add("the path");
	}

	private void query(Draft draft) {
		String name = draft.query.isEmpty() ? pick(List.of("limit", "after", "status", "at", "currency", "types"))
				: draft.query.get(0).replaceAll("=.*", "");
		switch (this.random.nextInt(6)) {
			case 0 -> {
				draft.query.add(pick(List.of("made_up", "Limit", "access_token", "%00", "%5B%5D", "")) + "=1");
				draft.spoil("a parameter that nobody knows");
			}
			case 1 -> draft.query.add(name + "=" + Drafts.escaped(pick(Nasty.TEXTS)));
			case 2 -> draft.query.add(name);
			case 3 -> draft.query.add(name + "=" + Drafts.escaped(pick(Nasty.CARDS)));
			case 4 -> draft.query.add(pick(List.of("%zz=1", "a=%ff", "a=%", "=", "&&", "a=b#c", "a=%ED%A0%80")));
			default -> draft.query.replaceAll((parameter) -> parameter + pick(List.of("0", "9", "%20", "-", ",")));
		}
		draft.spoilt.add("the query");
	}

	private void header(Draft draft) {
		draft.headers.add(this.random.nextInt(draft.headers.size() + 1), pick(Nasty.HEADERS));
		draft.silent = true;
		draft.spoilt.add("a header");
	}

	private void credentials(Draft draft) {
		draft.removeHeader("Cookie");
		draft.header("Authorization", pick(Nasty.CREDENTIALS));
		draft.spoilt.add("the credentials");
	}

	private void mediaType(Draft draft) {
		if (draft.body.length > 0) {
			draft.header("Content-Type", pick(Nasty.MEDIA_TYPES));
			draft.spoilt.add("the media type");
		}
	}

	private void accept(Draft draft) {
		draft.header("Accept", pick(Nasty.ACCEPTS));
		draft.spoilt.add("what is accepted");
	}

	private void version(Draft draft) {
		if (this.random.nextInt(4) == 0) {
			draft.lineEnd = "\n";
		}
		else {
			draft.version = pick(
					List.of("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "HTTP/1.2", "HTTP/1.1 ", "http/1.1", "X", ""));
		}
		draft.silent = true;
		draft.spoilt.add("the version of HTTP");
	}

	private void missing(Draft draft) {
		draft.removeHeader(pick(PLACES));
		draft.silent = true;
		draft.spoilt.add("a header less");
	}

	private void repeated(Draft draft) {
		draft.headers.add(pick(draft.headers));
		draft.spoilt.add("a header twice");
	}

	/** The rest never comes. */
	private void cut(Draft draft) {
		if (draft.body.length > 1) {
			draft.body = Arrays.copyOf(draft.body, this.random.nextInt(draft.body.length));
			draft.silent = true;
			draft.spoil("the end of the body");
		}
		else {
			draft.headers.add("X-Pad: " + "x".repeat(this.random.nextInt(2) * 17_000));
			draft.spoilt.add("a long header");
		}
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
