package dev.sluice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.server.RouteTable;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API is written by hand; this keeps it true. */
@SluiceTest
class OpenApiTests {

	private static final Path DOCUMENT = Path.of("src/main/resources/openapi/openapi.yaml");

	private static final Path SOURCES = Path.of("src/main/java/dev/sluice");

	/** Where the sources give a problem its code. */
	private static final Pattern CODE = Pattern.compile("(?:Problem\\s*\\.of\\(\\s*[\\w.]+,|ofFields\\("
			+ "|reject\\(\\s*[^;]*?,|unauthorized\\(|CaptureMode::find,|TestCard::find,)\\s*\"([a-z_]+)\"");

	private static final Pattern DOCUMENTED = Pattern.compile("`([a-z_]+)`");

	private static final Pattern REFERENCE = Pattern.compile("\\$ref: '([^']+)'");

	private final String text;

	private final OpenApiDocument document;

	OpenApiTests() throws IOException {
		this.text = Files.readString(DOCUMENT);
		this.document = new OpenApiDocument(new Yaml().load(this.text));
	}

	@Test
	void describesEveryRouteAndNoOther(@Autowired RouteTable table) {
		Set<String> routes = table.routes()
			.stream()
			.map((route) -> route.method() + " " + route.path().getPatternString())
			.filter((route) -> route.contains(" /v1/"))
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(this.document.operations().keySet()).isNotEmpty().isEqualTo(routes);
	}

	@Test
	void declaresTheQueryParametersThatRoutesKnow(@Autowired RouteTable table) {
		Map<String, Set<String>> known = new TreeMap<>();
		table.routes()
			.stream()
			.filter((route) -> route.path().getPatternString().startsWith("/v1/"))
			.forEach((route) -> known.put(route.method() + " " + route.path().getPatternString(),
					new TreeSet<>(route.parameters().names())));

		assertThat(this.document.queryParameters()).isNotEmpty().isEqualTo(known);
	}

	@Test
	void namesEveryCodeThatCallersCanSee() {
		Set<String> codes = codesInTheSources();

		assertThat(codes).contains("malformed_json", "payment_not_found", "invalid_value", "session_ended",
				"amount_too_small", "invalid_parameter", "no_processor");
		assertThat(documentedCodes()).containsAll(codes);
	}

	@Test
	void listsWithEachOperationWhatTheServerItselfRefuses() {
		assertThat(this.document.operations()).isNotEmpty()
			.allSatisfy((name, operation) -> assertThat(OpenApiDocument.object(operation.get("responses")).keySet())
				.as(name)
				.extracting(String::valueOf)
				.contains("400", "405", "408", "414", "417", "421", "431", "500", "503", "505"));
	}

	@Test
	void showsAnExampleOfEachAnswer() {
		this.document.operations()
			.forEach((name, operation) -> OpenApiDocument.object(operation.get("responses"))
				.forEach((status, response) -> {
					if (this.document.resolve(response).get("content") instanceof Map<?, ?> content) {
						content.forEach((type, body) -> assertThat(OpenApiDocument.object(body).get("examples"))
							.as("%s: %s as %s", name, status, type)
							.isNotNull());
					}
				}));
	}

	@Test
	void refersToWhatIsThere() {
		List<String> references = REFERENCE.matcher(this.text).results().map((result) -> result.group(1)).toList();

		assertThat(references).isNotEmpty()
			.allSatisfy((reference) -> assertThat(this.document.find(reference)).isNotNull());
	}

	private Set<String> documentedCodes() {
		Map<?, ?> code = OpenApiDocument.object(this.document.find("#/components/schemas/ProblemCode"));
		return matches(DOCUMENTED, String.valueOf(code.get("description")));
	}

	/** What the simulator and the emulators say is not ours. */
	private static Set<String> codesInTheSources() {
		return sources().flatMap((source) -> matches(CODE, source).stream()).collect(Collectors.toSet());
	}

	private static Stream<String> sources() {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files
				.filter((file) -> file.toString().endsWith(".java") && !file.startsWith(SOURCES.resolve("simulator"))
						&& !file.startsWith(SOURCES.resolve("emulators")))
				.toList()
				.stream()
				.map(OpenApiTests::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<String> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((result) -> result.group(1)).collect(Collectors.toSet());
	}

}
