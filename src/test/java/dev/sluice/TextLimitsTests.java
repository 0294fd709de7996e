package dev.sluice;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long texts may be, as the description of the API says: counted in code points, each
 * of them however it is spelled, and all of them together.
 */
@SluiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextLimitsTests {

	private static final String LETTER = "\uD83D\uDE00";

	/** What a letter takes that is escaped. */
	private static final int ESCAPED = "\\ud83d\\ude00".length();

	private static final String SOUND = "\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"";

	private final JsonMapper json = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final OpenApiDocument document;

	private final String address;

	private final TestMerchant merchant;

	TextLimitsTests(@Autowired DatabaseClient database, @LocalServerPort int port) throws IOException {
		this.document = new OpenApiDocument(
				new Yaml().load(Files.readString(Path.of("src/main/resources/openapi/openapi.yaml"))));
		this.address = "http://localhost:" + port + "/v1/payments";
		this.merchant = TestMerchant.create(database);
	}

	@AfterAll
	void close() {
		this.http.close();
	}

	Stream<Map.Entry<String, Integer>> texts() {
		Map<String, Integer> texts = new TreeMap<>(limits("PaymentRequest"));
		texts.keySet().removeAll(Map.of("payment_method", "a known one", "return_url", "ASCII only").keySet());
		return texts.entrySet().stream();
	}

	@ParameterizedTest
	@MethodSource("texts")
	void countsATextInCodePoints(Map.Entry<String, Integer> text) {
		int most = text.getValue();
		String longest = LETTER.repeat(most);

		JsonNode payment = pay("\"%s\": \"%s\"".formatted(text.getKey(), longest), 201);
		JsonNode problem = pay("\"%s\": \"%s\"".formatted(text.getKey(), longest + "x"), 422);

		assertThat(read(payment).path(text.getKey()).asString()).isEqualTo(longest);
		assertThat(problem.path("errors").path(0).path("detail").asString()).contains("1 to " + most + " characters");
	}

	@Test
	void countsMetadataInCodePoints() {
		int name = number(schema("PaymentRequest", "metadata").get("propertyNames"), "maxLength");
		int value = number(schema("PaymentRequest", "metadata").get("additionalProperties"), "maxLength");
		String metadata = "\"metadata\": {\"%s\": \"%s\"}";

		JsonNode payment = pay(metadata.formatted(LETTER.repeat(name), LETTER.repeat(value)), 201);

		assertThat(read(payment).path("metadata").path(LETTER.repeat(name)).asString()).isEqualTo(LETTER.repeat(value));
		assertThat(pay(metadata.formatted(LETTER.repeat(name + 1), "x"), 422).toString())
			.contains("1 to " + name + " printable characters");
		assertThat(pay(metadata.formatted("x", LETTER.repeat(value + 1)), 422).toString())
			.contains("1 to " + value + " characters");
	}

	@Test
	void countsAReasonInCodePoints() {
		int most = number(schema("RefundRequest", "reason"), "maxLength");
		String refunds = "/" + pay("\"capture\": \"automatic\"", 201).path("id").asString() + "/refunds";

		JsonNode problem = post(refunds, "{\"reason\": \"" + LETTER.repeat(most + 1) + "\"}", 422);
		JsonNode payment = post(refunds, "{\"reason\": \"" + LETTER.repeat(most) + "\"}", 201);

		assertThat(problem.toString()).contains("1 to " + most + " characters");
		assertThat(read(payment).path("operations").path(1).path("reason").asString()).isEqualTo(LETTER.repeat(most));
	}

	@Test
	void findsTheLongestReference() {
		int most = number(schema("PaymentRequest", "reference"), "maxLength");
		String longest = "\uD83C\uDF9F".repeat(most);
		JsonNode payment = pay("\"reference\": \"" + longest + "\"", 201);

		JsonNode page = get("?reference=" + URLEncoder.encode(longest, StandardCharsets.UTF_8), 200);
		JsonNode problem = get("?reference=" + URLEncoder.encode(longest + "x", StandardCharsets.UTF_8), 422);

		assertThat(page.path("data").values()).extracting((found) -> found.path("id"))
			.containsExactly(payment.path("id"));
		assertThat(problem.toString()).contains("1 to " + most + " characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\u0001b", "a\u0085b" })
	void searchesForNoReferenceThatThereCannotBe(String reference) {
		assertThat(get("?reference=" + URLEncoder.encode(reference, StandardCharsets.UTF_8), 422).toString())
			.contains("control characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u8A9E", LETTER })
	void takesAllThatTheFieldsAllowTogether(String letter) {
		ObjectNode asked = largest(letter);

		JsonNode payment = post("", asked.toString(), 201);

		JsonNode event = get("/" + payment.path("id").asString() + "/events", 200).path("data").path(0);
		assertThat(read(payment).path("metadata")).isEqualTo(asked.path("metadata"));
		assertThat(get("?limit=1", 200).path("data").path(0).path("metadata")).isEqualTo(asked.path("metadata"));
		assertThat(event.path("data").path("metadata")).as(event.toString()).isEqualTo(asked.path("metadata"));
	}

	@Test
	void takesItInItsLongestSpelling() {
		ObjectNode asked = largest(LETTER);
		int letters = limits("PaymentRequest").values().stream().mapToInt(Integer::intValue).sum()
				+ entries() * (number(schema("PaymentRequest", "metadata").get("propertyNames"), "maxLength")
						+ number(schema("PaymentRequest", "metadata").get("additionalProperties"), "maxLength"));

		String body = escaped(this.json.writerWithDefaultPrettyPrinter().writeValueAsString(asked));
		JsonNode payment = post("", body + " ".repeat(Math.max(0, ESCAPED * letters - body.length())), 201);

		assertThat(read(payment).path("metadata")).isEqualTo(asked.path("metadata"));
		assertThat(read(payment).path("description")).isEqualTo(asked.path("description"));
	}

	/** A request with as much in each field as may be there. */
	private ObjectNode largest(String letter) {
		ObjectNode asked = (ObjectNode) this.json.readTree("{" + SOUND + ", \"capture\": \"automatic\"}");
		texts().forEach((text) -> asked.put(text.getKey(), letter.repeat(text.getValue())));
		String start = "https://shop.example/";
		asked.put("return_url",
				start + "x".repeat(number(schema("PaymentRequest", "return_url"), "maxLength") - start.length()));
		ObjectNode metadata = asked.putObject("metadata");
		int name = number(schema("PaymentRequest", "metadata").get("propertyNames"), "maxLength");
		int value = number(schema("PaymentRequest", "metadata").get("additionalProperties"), "maxLength");
		IntStream.range(0, entries())
			.mapToObj((i) -> Character.toString(letter.codePointAt(0) + 1 + i) + letter.repeat(name - 1))
			.forEach((key) -> metadata.put(key, letter.repeat(value)));
		return asked;
	}

	/** The same JSON, with each letter and digit of its texts as an escape. */
	private static String escaped(String body) {
		StringBuilder escaped = new StringBuilder();
		boolean within = false;
		for (int i = 0; i < body.length(); i++) {
			char c = body.charAt(i);
			within ^= c == '"';
			escaped.append((within && c != '"') ? "\\u%04x".formatted((int) c) : String.valueOf(c));
		}
		return escaped.toString();
	}

	private int entries() {
		return number(schema("PaymentRequest", "metadata"), "maxProperties");
	}

	/** The texts of a request, and how long each may be. */
	private Map<String, Integer> limits(String request) {
		return schemas(request).entrySet()
			.stream()
			.filter((field) -> OpenApiDocument.object(field.getValue()).containsKey("maxLength"))
			.collect(Collectors.toMap((field) -> String.valueOf(field.getKey()),
					(field) -> number(field.getValue(), "maxLength")));
	}

	private Map<?, ?> schema(String request, String field) {
		return OpenApiDocument.object(schemas(request).get(field));
	}

	private Map<?, ?> schemas(String request) {
		return OpenApiDocument
			.object(OpenApiDocument.object(this.document.find("#/components/schemas/" + request)).get("properties"));
	}

	private static int number(@Nullable Object schema, String name) {
		return Integer.parseInt(String.valueOf(OpenApiDocument.object(schema).get(name)));
	}

	private JsonNode pay(String field, int status) {
		return post("", "{" + SOUND + ", " + field + "}", status);
	}

	private JsonNode read(JsonNode payment) {
		return get("/" + payment.path("id").asString(), 200);
	}

	private JsonNode get(String path, int status) {
		return send(HttpRequest.newBuilder(URI.create(this.address + path)), status);
	}

	private JsonNode post(String path, String body, int status) {
		return send(HttpRequest.newBuilder(URI.create(this.address + path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)), status);
	}

	private JsonNode send(HttpRequest.Builder request, int status) {
		HttpResponse<String> answer = this.http
			.sendAsync(request.header("Authorization", "Bearer " + this.merchant.apiKey()).build(),
					HttpResponse.BodyHandlers.ofString())
			.join();
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		return this.json.readTree(answer.body());
	}

}
