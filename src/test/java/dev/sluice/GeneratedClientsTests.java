package dev.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients that are generated from the description of the API trip over. */
class GeneratedClientsTests {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

	private static final Pattern NAMED = Pattern.compile("#/components/schemas/[^/]+");

	/** Sums and positions outgrow 32 bits. */
	private static final Pattern LARGE = Pattern
		.compile("amount.*|capture|refund|count|position|head|most|smallest|largest|after|id");

	/** What the gateway writes is read by clients that are older than it. */
	private static final Set<String> SENT = Set.of("#/components/schemas/PaymentRequest/properties/capture",
			"#/components/schemas/ApiKeyRequest/properties/mode",
			"#/components/schemas/OperatorApiKeyRequest/properties/mode",
			"#/components/schemas/ModeRequest/properties/mode", "#/components/schemas/WebhookRequest/properties/type",
			"#/components/schemas/ConsumerRequest/properties/type",
			"#/components/schemas/ResolutionRequest/properties/outcome",
			"#/components/headers/IdempotentReplayed/schema");

	private final OpenApiDocument document;

	GeneratedClientsTests() throws IOException {
		this.document = new OpenApiDocument(
				new Yaml().load(Files.readString(Path.of("src/main/resources/openapi/openapi.yaml"))));
	}

	@Test
	void findNamesThatCanBeNames() {
		assertThat(schemas()).isNotEmpty()
			.allSatisfy((schema) -> assertThat(names(schema.getValue())).as(schema.getKey())
				.allMatch((name) -> NAME.matcher(name).matches()));
	}

	@Test
	void findNothingInASchemaThatIsNoWordOfSchemas() {
		Set<String> words = Set.of("type", "format", "description", "properties", "required", "items", "enum",
				"examples", "x-extensible-enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "default",
				"oneOf", "additionalProperties", "maxProperties", "propertyNames", "minItems", "maxItems", "$ref");

		assertThat(schemas()).allSatisfy((schema) -> assertThat(schema.getValue().keySet()).as(schema.getKey())
			.extracting(String::valueOf)
			.isSubsetOf(words));
	}

	/** Else each generator makes one up, such as {@code ProblemErrorsInner}. */
	@Test
	void findANameForEachObject() {
		assertThat(schemas().filter((schema) -> schema.getValue().containsKey("properties")).map(Map.Entry::getKey))
			.isNotEmpty()
			.allMatch((place) -> NAMED.matcher(place).matches());
	}

	@Test
	void findIntegersWithTheirWidth() {
		assertThat(schemas().filter((schema) -> isInteger(schema.getValue()))).isNotEmpty()
			.allSatisfy((schema) -> assertThat(schema.getValue().get("format")).as(schema.getKey())
				.isIn(LARGE.matcher(lastName(schema.getKey())).matches() ? List.of("int64")
						: List.of("int32", "int64")));
	}

	@Test
	void findJsonBeforeAllOtherRepresentations() {
		assertThat(this.document.objects().entrySet().stream().filter((object) -> object.getKey().endsWith("/content")))
			.isNotEmpty()
			.allSatisfy((content) -> assertThat(content.getValue().keySet().iterator().next()).as(content.getKey())
				.isIn("application/json", "application/problem+json"));
	}

	@Test
	void doNotBreakWhereMoreWillCome() {
		assertThat(schemas().filter((schema) -> schema.getValue().containsKey("enum"))).extracting(Map.Entry::getKey)
			.isSubsetOf(SENT);
	}

	/** Objects that look like schemas, by where they are. */
	private Stream<Map.Entry<String, Map<?, ?>>> schemas() {
		return this.document.objects()
			.entrySet()
			.stream()
			.filter((object) -> object.getValue().containsKey("type") && !object.getKey().contains("/value")
					&& !object.getKey().contains("securitySchemes") && !object.getKey().endsWith("/properties"));
	}

	private static List<String> names(Map<?, ?> schema) {
		@Nullable Object properties = schema.get("properties");
		return (properties != null) ? OpenApiDocument.object(properties).keySet().stream().map(String::valueOf).toList()
				: List.of();
	}

	private static boolean isInteger(Map<?, ?> schema) {
		@Nullable Object type = schema.get("type");
		return "integer".equals(type) || OpenApiDocument.list(type).contains("integer");
	}

	private static String lastName(String place) {
		return place.substring(place.lastIndexOf('/') + 1);
	}

}
