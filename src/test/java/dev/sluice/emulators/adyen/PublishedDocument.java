package dev.sluice.emulators.adyen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAPI document as Adyen publishes it, for what is sent and answered. It is no part
 * of the project, so it may not be there.
 */
public final class PublishedDocument {

	/** As seen from the project, and from a copy of it one folder deeper. */
	private static final List<Path> FOLDERS = List.of(Path.of("../shared/vendors/adyen"),
			Path.of("../../shared/vendors/adyen"));

	private static final int LARGEST = 10_000_000;

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getDraft202012(),
			(builder) -> builder
				.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

	private static final Map<String, Optional<PublishedDocument>> READ = new ConcurrentHashMap<>();

	private final JsonNode document;

	private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

	private PublishedDocument(JsonNode document) {
		this.document = document;
	}

	/** Of requests and answers; empty where it is not there. */
	public static Optional<PublishedDocument> ofCheckout() {
		return READ.computeIfAbsent("CheckoutService-v72.yaml", PublishedDocument::read);
	}

	/** Of notifications; empty where it is not there. */
	public static Optional<PublishedDocument> ofWebhooks() {
		return READ.computeIfAbsent("Webhooks-v1.yaml", PublishedDocument::read);
	}

	private static Optional<PublishedDocument> read(String name) {
		return FOLDERS.stream().map((folder) -> folder.resolve(name)).filter(Files::exists).findFirst().map((file) -> {
			LoaderOptions options = new LoaderOptions();
			options.setCodePointLimit(LARGEST);
			try {
				Object tree = new Yaml(options).load(Files.readString(file));
				return new PublishedDocument(JsonMapper.shared().valueToTree(tree));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	/** Where the test mode of what is described is, with the version. */
	public String address() {
		return this.document.path("servers").path(0).path("url").asString();
	}

	/** A path behind the version as it is described, so without the name of a payment. */
	public static String described(String path) {
		return path.replaceAll("/payments/[A-Z0-9]{16}/", "/payments/{paymentPspReference}/");
	}

	/** What is wrong with a request; empty where nothing is. */
	public List<String> faultsOfRequest(String path, JsonNode body) {
		return faults(schemaOf(path).at("/requestBody/content/application~1json/schema/$ref"), body);
	}

	/** What is wrong with an answer; empty where nothing is. */
	public List<String> faultsOfAnswer(String path, int status, JsonNode body) {
		JsonNode answer = schemaOf(path).path("responses").path(Integer.toString(status));
		return answer.isMissingNode() ? List.of("a status that is not described: " + status)
				: faults(answer.at("/content/application~1json/schema/$ref"), body);
	}

	/**
	 * What is wrong with a notification, by what is published of the event of each of its
	 * items; empty where nothing is. Metadata stand in it as the words of the document
	 * say, which its schema does not.
	 */
	public List<String> faultsOfNotification(JsonNode notification) {
		JsonNode copy = notification.deepCopy();
		List<JsonNode> items = copy.path("notificationItems")
			.valueStream()
			.map((wrapper) -> wrapper.path("NotificationRequestItem"))
			.toList();
		items.forEach((item) -> {
			if (item.path("additionalData") instanceof ObjectNode details) {
				details
					.remove(details.propertyNames().stream().filter((name) -> name.startsWith("metadata.")).toList());
			}
		});
		return items.isEmpty() ? List.of("no item")
				: items.stream()
					.map((item) -> item.path("eventCode").asString(""))
					.distinct()
					.flatMap((event) -> faultsOf(event, copy).stream())
					.toList();
	}

	private List<String> faultsOf(String event, JsonNode notification) {
		JsonNode hook = this.document.path("webhooks").path("/" + event);
		return hook.isMissingNode() ? List.of("no event that is described: " + event)
				: faults(hook.at("/post/requestBody/content/application~1json/schema/$ref"), notification);
	}

	/** All examples that are published in it, by the last part of their names. */
	public Map<String, JsonNode> examples() {
		return this.document.path("components")
			.path("examples")
			.properties()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.getKey().replaceFirst(".*-", ""),
					(entry) -> entry.getValue().path("value")));
	}

	private JsonNode schemaOf(String path) {
		return this.document.path("paths").path(path).path("post");
	}

	private List<String> faults(JsonNode reference, JsonNode body) {
		if (reference.isMissingNode()) {
			return List.of("nothing is described here");
		}
		Schema schema = this.schemas.computeIfAbsent(reference.asString(), this::schema);
		return Stream.of(body)
			.flatMap((checked) -> schema.validate(checked).stream())
			.map((error) -> error.getInstanceLocation() + " " + error.getMessage())
			.toList();
	}

	private Schema schema(String reference) {
		ObjectNode root = JsonMapper.shared().createObjectNode();
		root.put("$ref", reference);
		root.set("components", this.document.path("components"));
		return SCHEMAS.getSchema(root);
	}

}
