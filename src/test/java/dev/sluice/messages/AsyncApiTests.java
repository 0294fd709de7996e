package dev.sluice.messages;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.server.RouteTable;
import dev.sluice.http.server.RouteTable.Route;
import dev.sluice.journal.EventTypes;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.messages.AsyncDocument;
import dev.sluice.testing.messages.AsyncMessage;
import dev.sluice.testing.messages.AsyncSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of what is sent is written by hand; this keeps it true. */
@SluiceTest
class AsyncApiTests {

	/** What pages are asked for with, and streams are not. */
	private static final Set<String> OF_PAGES = Set.of("limit", "min_position");

	private static final String SCHEMAS = "#/components/schemas/";

	private static final AsyncDocument SENT = AsyncDocument.read();

	private static final AsyncDocument ASKED = AsyncDocument.ofRequests();

	@Test
	void isServedAsItIsWritten(@LocalServerPort int port) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpResponse<String> answer = http.send(
					HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/asyncapi.yaml")).build(),
					BodyHandlers.ofString());

			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(AsyncDocument.parse(answer.body())).isEqualTo(SENT);
		}
	}

	/** That of an event's data is narrower than generators of clients can make use of. */
	@Test
	void hasTheSameSchemasAsTheDescriptionOfTheApi() {
		Set<String> shared = new TreeSet<>(SENT.find("#/components/schemas").propertyNames());
		shared.retainAll(ASKED.find("#/components/schemas").propertyNames());
		boolean _ = shared.remove("EventData");

		assertThat(shared).contains("Event", "EventType", "Payment", "PaymentStatus", "Operation", "Actor",
				"TestMessage", "MerchantId", "Mode");
		assertThat(shared)
			.allSatisfy((name) -> assertThat(SENT.find(SCHEMAS + name)).isEqualTo(ASKED.find(SCHEMAS + name)));
	}

	@Test
	void tellsOfAThinEventWhatIsAlwaysPosted() {
		ObjectNode posted = (ObjectNode) ASKED.find(SCHEMAS + "PostedEvent").deepCopy();
		((ObjectNode) posted.path("properties")).remove(List.of("actor", "data"));
		ObjectNode thin = (ObjectNode) SENT.find(SCHEMAS + "ThinEvent").deepCopy();

		assertThat(thin.without("description")).isEqualTo(posted.without("description"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "WebhookId", "WebhookTimestamp", "WebhookSignature" })
	void hasTheSameHeadersOfWebhooksAsTheDescriptionOfTheApi(String name) {
		JsonNode parameter = ASKED.find("#/components/parameters/" + name);
		JsonNode header = SENT.find(SCHEMAS + "WebhookHeaders/properties/" + parameter.path("name").asString());

		assertThat(header).isEqualTo(
				((ObjectNode) parameter.path("schema").deepCopy()).set("description", parameter.path("description")));
		assertThat(SENT.find(SCHEMAS + "WebhookHeaders/required")).hasSize(3)
			.anyMatch((required) -> required.equals(parameter.path("name")));
	}

	@Test
	void namesEveryTypeOfEventThatThereIs(@Autowired List<EventTypes> types) {
		Set<String> emitted = types.stream()
			.flatMap((some) -> some.names().stream())
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(SENT.find(SCHEMAS + "EventType/x-extensible-enum").values()).extracting(JsonNode::asString)
			.hasSizeGreaterThan(10)
			.containsExactlyInAnyOrderElementsOf(emitted);
	}

	@ParameterizedTest
	@CsvSource({ "events, streamEvents", "paymentEvents, streamPaymentEvents" })
	void asksForStreamsWhereTheyAre(String channel, String operation, @Autowired RouteTable table) {
		String address = SENT.find("#/channels/" + channel + "/address").asString();
		Route route = table.routes()
			.stream()
			.filter((one) -> (one.method() + " " + one.path().getPatternString()).equals("GET " + address))
			.findFirst()
			.orElseThrow();
		JsonNode query = SENT.find("#/operations/" + operation + "/bindings/http/query/properties");

		assertThat(query.propertyNames()).isNotEmpty()
			.containsExactlyInAnyOrderElementsOf(
					route.parameters().names().stream().filter((name) -> !OF_PAGES.contains(name)).toList());
		query.forEachEntry((name, schema) -> assertThat(schema).as(name).isEqualTo(parameter(address, name)));
	}

	private static JsonNode parameter(String address, String name) {
		JsonNode operation = ASKED.find("#/paths").path(address).path("get").path("parameters");
		return operation.valueStream()
			.map((parameter) -> parameter.has("$ref") ? ASKED.find(parameter.path("$ref").asString()) : parameter)
			.filter((parameter) -> parameter.path("name").asString().equals(name)
					&& parameter.path("in").asString().equals("query"))
			.map((parameter) -> parameter.path("schema"))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void tellsOfAPaymentInTheSameMessagesAsOfAll() {
		assertThat(SENT.find("#/channels/paymentEvents/messages")).isEqualTo(SENT.find("#/channels/events/messages"));
	}

	static Stream<AsyncMessage> messages() {
		return Stream.of("events", "webhook", "topic").flatMap((channel) -> SENT.messages(channel).values().stream());
	}

	@ParameterizedTest
	@MethodSource("messages")
	void showsExamplesThatAreAsItSays(AsyncMessage message) {
		assertThat(message.examples()).isNotEmpty().allSatisfy((example) -> {
			assertThat(message.headers().faults(example.path("headers"))).isEmpty();
			assertThat(message.payload().faults(example.path("payload"))).isEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("messages")
	void allowsNothingElse(AsyncMessage message) {
		JsonNode example = message.examples().getFirst();

		allowsNothingElse(message.headers(), (ObjectNode) example.path("headers"));
		allowsNothingElse(message.payload(), (ObjectNode) example.path("payload"));
	}

	private static void allowsNothingElse(AsyncSchema schema, ObjectNode sound) {
		assertThat(schema.faults(sound.deepCopy().put("made_up", "1"))).hasSize(1);
		assertThat(schema.faults(sound.deepCopy().removeAll())).isNotEmpty();
		sound.propertyNames()
			.forEach((name) -> assertThat(schema.faults(sound.deepCopy().putObject(name))).as(name).isNotEmpty());
	}

	@Test
	void knowsTheKeyOfARecord() {
		AsyncSchema key = SENT.message("topic", "record").key();

		assertThat(key.faultsOfText("mer_01k8t3b6y2e9rv0h5m7q4n1c8d")).isEmpty();
		assertThat(key.faultsOfText("pay_01k8t3b6y2e9rv0h5m7q4n1c8d")).isEmpty();
		assertThat(key.faultsOfText("dst_01k8t3b6y2e9rv0h5m7q4n1c8d")).isEmpty();
		assertThat(key.faultsOfText("key_01k8t3b6y2e9rv0h5m7q4n1c8d")).isNotEmpty();
	}

}
