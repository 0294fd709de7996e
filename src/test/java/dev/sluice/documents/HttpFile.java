package dev.sluice.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file of requests as IDEs run them, as far as ours go: variables of the file, requests
 * that say in a comment which status they expect, and scripts that do nothing but keep a
 * value of the answer for the requests below.
 *
 * @param name of the file
 * @param variables of the file, by their names
 * @param requests in their order
 */
record HttpFile(String name, Map<String, String> variables, List<Request> requests) {

	private static final Pattern VARIABLE = Pattern.compile("(?m)^@(\\w+) = (\\S+)$");

	private static final Pattern REQUEST = Pattern.compile("""
			(?<title>\\S.*)
			# @expect (?<status>\\d{3})
			(?<method>[A-Z]+) (?<address>\\S+)
			(?<headers>(?:[\\w-]+: .+\\n)*)(?:
			(?<body>[^>](?:.|\\n)*?)
			)?(?:
			> \\{%(?<script>(?:.|\\n)*)%}
			)?""");

	private static final Pattern KEPT = Pattern
		.compile("\\s*client\\.global\\.set\\(\"(\\w+)\", response\\.body\\.([\\w.\\[\\]]+)\\);\\s*");

	/** Reads a file, of which nothing may be left over. */
	static HttpFile read(Path file) throws IOException {
		List<String> parts = Arrays.asList(Files.readString(file).split("(?m)^### "));
		return new HttpFile(file.getFileName().toString(), pairs(VARIABLE, parts.getFirst()),
				parts.stream().skip(1).map(Request::parse).toList());
	}

	private static Map<String, String> pairs(Pattern pattern, String text) {
		return pattern.matcher(text)
			.results()
			.collect(Collectors.toMap((found) -> found.group(1), (found) -> found.group(2), (one, other) -> other,
					LinkedHashMap::new));
	}

	/**
	 * One of them, with variables in its address, headers and body.
	 *
	 * @param title what it is for
	 * @param status that is expected
	 * @param method of HTTP
	 * @param address where it goes
	 * @param headers by their names
	 * @param body empty where there is none
	 * @param kept paths into the answer, by the variables that they fill
	 */
	record Request(String title, int status, String method, String address, Map<String, String> headers, String body,
			Map<String, String> kept) {

		private static final Pattern HEADER = Pattern.compile("(?m)^([\\w-]+): (.+)$");

		static Request parse(String text) {
			Matcher request = REQUEST.matcher(text.strip() + "\n");
			assertThat(request.matches()).as("Not the form of the other requests:\n%s", text).isTrue();
			String script = text(request, "script");
			assertThat(KEPT.matcher(script).replaceAll("")).as(text).isBlank();
			return new Request(request.group("title"), Integer.parseInt(request.group("status")),
					request.group("method"), request.group("address"), pairs(HEADER, request.group("headers")),
					text(request, "body"), pairs(KEPT, script));
		}

		private static String text(MatchResult request, String part) {
			String found = request.group(part);
			return (found != null) ? found : "";
		}

	}

}
