package dev.sluice.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The requests of {@code docs/http} are answered by the statuses that they name. */
@SluiceTest
class HttpFilesTests {

	private static final Path FOLDER = Path.of("docs", "http");

	private static final Pattern REFERENCE = Pattern.compile("\\{\\{([$\\w]+)}}");

	private final HttpClient client = HttpClient.newHttpClient();

	private final String gateway;

	HttpFilesTests(@LocalServerPort int port) {
		this.gateway = "http://localhost:" + port;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("files")
	void areAnsweredAsTheySay(String name) throws Exception {
		HttpFile file = HttpFile.read(FOLDER.resolve(name));
		Map<String, String> variables = new HashMap<>(file.variables());
		assertThat(variables.put("gateway", this.gateway)).isEqualTo("http://localhost:8080");

		for (HttpFile.Request request : file.requests()) {
			run(request, variables);
			System.out.printf("%s: %s %s: %d%n", name, request.method(), request.title(), request.status());
		}
		assertThat(file.requests()).isNotEmpty();
	}

	@Test
	void areAllNamedWhereTheyAreExplained() throws IOException {
		String readme = Files.readString(FOLDER.resolve("README.md"));

		assertThat(files()).hasSizeGreaterThan(5).allSatisfy((name) -> assertThat(readme).contains("[" + name + "]"));
	}

	private void run(HttpFile.Request request, Map<String, String> variables) throws Exception {
		HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create(filled(request.address(), variables)))
			.timeout(Patience.LONG)
			.method(request.method(), HttpRequest.BodyPublishers.ofString(filled(request.body(), variables)));
		request.headers().forEach((name, value) -> sent.header(name, filled(value, variables)));

		HttpResponse<InputStream> answer = this.client.send(sent.build(), HttpResponse.BodyHandlers.ofInputStream());
		boolean live = "text/event-stream".equals(request.headers().get("Accept"));
		String body = read(answer.body(), live);
		assertThat(answer.statusCode()).as("%s: %s", request.title(), body).isEqualTo(request.status());
		request.kept().forEach((name, path) -> variables.put(name, Shop.read(body, "$." + path)));
	}

	/** Of a stream, which has no end, the first line. */
	private static String read(InputStream body, boolean live) throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
			return live ? String.valueOf(reader.readLine()) : String.join("\n", reader.lines().toList());
		}
	}

	private static String filled(String text, Map<String, String> variables) {
		return REFERENCE.matcher(text).replaceAll((found) -> {
			String name = found.group(1);
			String value = name.equals("$uuid") ? UUID.randomUUID().toString() : variables.get(name);
			assertThat(value).as(name).isNotNull();
			return Matcher.quoteReplacement(String.valueOf(value));
		});
	}

	private static List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".http"))
				.sorted()
				.toList();
		}
	}

}
