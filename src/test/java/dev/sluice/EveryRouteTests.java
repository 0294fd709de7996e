package dev.sluice;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.server.RouteTable;
import dev.sluice.http.server.RouteTable.Route;
import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Addresses;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/** What holds for every route that there is, and for every one that will be. */
@SluiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTests {

	/** Of one answer, or of the connection. */
	private static final Set<String> PASSING = Set.of("date", "request-id", "transfer-encoding", "connection");

	/**
	 * The page reads its own; and what others add who send somebody back is up to them.
	 */
	private static final Set<String> OPEN_TO_PARAMETERS = Set.of("/", "/returns/{secret}", "/sign-in/callback");

	/** What a query may say there is refused in the words of those who are emulated. */
	private static final Set<String> EMULATED = Set.of("/emulators/stripe/v1/", "/emulators/stripe/v2/");

	private final HttpClient http = HttpClient.newHttpClient();

	private final RouteTable table;

	private final DatabaseClient database;

	/** Nothing happens at it: what is asked for twice is to be the same. */
	private final Shop shop;

	private final int port;

	private Addresses addresses;

	private String payment = "";

	EveryRouteTests(@Autowired RouteTable table, @Autowired DatabaseClient database, @LocalServerPort int port) {
		this.table = table;
		this.database = database;
		this.shop = Shop.open(database, port);
		this.port = port;
		this.addresses = new Addresses("", "", Map.of());
	}

	@BeforeAll
	void makeAPayment() {
		String made = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);
		this.payment = Shop.read(made, "$.id");
		String operation = Shop.read(made, "$.operations[0].id");
		Map<String, String> values = new LinkedHashMap<>();
		values.put("/merchants/{id}", "/merchants/" + new MerchantId(this.shop.merchant().id()));
		values.put("/api-keys/{id}", "/api-keys/" + TypeId.write("key", this.shop.merchant().keyId()));
		values.put("/destinations/{id}/events", "/destinations/" + destination("{\"type\": \"consumer\"}") + "/events");
		values.put("/destinations/{id}",
				"/destinations/" + destination("{\"type\": \"webhook\", \"url\": \"https://shop.example\"}"));
		values.put("/processor-accounts/{id}", "/processor-accounts/" + account());
		values.put("/operations/{id}", "/operations/" + operation);
		values.put("{operation}", operation);
		values.put("{challenge}", "no_challenge");
		values.put("{account}", "Merchant");
		values.put("{secret}", "made_up");
		values.put("{id}", this.payment);
		values.put("{payment}", this.payment);
		values.put("{merchant}", "mer_01h2xcejqtf2nbrexx3vqjhp41");
		values.put("{processor}", "simulator");
		this.addresses = new Addresses("http://127.0.0.1:" + this.port, this.shop.merchant().apiKey(), values);
	}

	private String destination(String terms) {
		return made("/v1/destinations", terms);
	}

	private String account() {
		return made("/v1/processor-accounts",
				"{\"processor\": \"%s\", \"label\": \"Disabled\", \"credentials\": {\"api_key\": \"%s\"}, \"enabled\": false}"
					.formatted(TestBank.NAME, TestBank.API_KEY));
	}

	private String made(String address, String terms) {
		return Shop.read(String.valueOf(this.shop.http()
			.post()
			.uri(address)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(terms)
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()), "$.id");
	}

	@Test
	void saysWhoMayAskIt() {
		assertThat(this.table.routes()).isNotEmpty()
			.allSatisfy((route) -> assertThat(route.access()).as(route.method() + " " + route.path()).isNotNull());
	}

	Stream<Route> closedToUnknownParameters() {
		return this.table.routes()
			.stream()
			.filter((route) -> !OPEN_TO_PARAMETERS.contains(route.path().getPatternString()))
			.filter((route) -> EMULATED.stream().noneMatch(route.path().getPatternString()::startsWith));
	}

	Stream<Route> readable() {
		return this.table.routes().stream().filter((route) -> route.method().equals(HttpMethod.GET));
	}

	@ParameterizedTest
	@MethodSource("closedToUnknownParameters")
	void refusesAQueryParameterThatItDoesNotKnow(Route route) throws Exception {
		String before = this.shop.show(this.payment);

		HttpResponse<String> answer = send(route, route.method().name(), "?made_up=500");

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
		assertThat(Shop.read(answer.body(), "$.code")).isEqualTo("invalid_parameter");
		assertThat(Shop.read(answer.body(), "$.errors[0].pointer")).isEqualTo("made_up");
		assertThat(this.shop.show(this.payment)).isEqualTo(before);
	}

	@Test
	void movesNoMoneyWhereTheAmountCameInTheQuery() {
		Shop another = Shop.open(this.database, this.port);
		String paid = another.pay("automatic", "pm_card_visa");
		String before = another.show(paid);

		for (String operation : List.of("refunds?amount=500", "voids?dry_run=true", "captures?amount=500")) {
			String refusal = another.post(paid, operation, null, 422);

			assertThat(Shop.read(refusal, "$.code")).isEqualTo("invalid_parameter");
		}
		assertThat(another.show(paid)).isEqualTo(before);
	}

	@ParameterizedTest
	@MethodSource("readable")
	void answersHeadAsGetButWithoutABody(Route route) throws Exception {
		HttpResponse<String> get = send(route, "GET", "");

		HttpResponse<String> head = send(route, "HEAD", "");

		assertThat(get.body()).isNotEmpty();
		assertThat(head.body()).isEmpty();
		assertThat(head.statusCode()).isEqualTo(get.statusCode());
		assertThat(lasting(head)).isEqualTo(lasting(get));
	}

	@ParameterizedTest
	@MethodSource("readable")
	void readsEveryAcceptHeaderOrRefusesIt(Route route) throws Exception {
		int usual = send(route, "GET", "").statusCode();

		for (String accept : List.of(";;;", "text/plain,".repeat(100) + "text/x-more", "*/*;q=0", "a/b;q=x")) {
			HttpRequest request = this.addresses.request(route, "GET", "").header("Accept", accept).build();

			HttpResponse<String> answer = this.http.send(request, BodyHandlers.ofString());

			assertThat(answer.statusCode()).as(accept + answer.body()).isIn(usual, (usual == 200) ? 406 : usual);
		}
	}

	@ParameterizedTest
	@MethodSource("readable")
	void answersAHeadRequestThatItRefusesAsItRefusesGet(Route route) throws Exception {
		HttpResponse<String> get = send(route, "GET", "?made_up=%FF");

		HttpResponse<String> head = send(route, "HEAD", "?made_up=%FF");

		assertThat(head.body()).isEmpty();
		assertThat(List.of(head.statusCode(), get.statusCode())).containsOnly(400);
		assertThat(lasting(head)).isEqualTo(lasting(get));
	}

	@ParameterizedTest
	@MethodSource("everyAddress")
	void saysWhichMethodsThereAre(Route route) throws Exception {
		Set<String> offered = offered(route);

		HttpResponse<String> options = send(route, "OPTIONS", "");
		HttpResponse<String> refusal = send(route, offered.contains("PUT") ? "PATCH" : "PUT", "");

		assertThat(options.statusCode()).isEqualTo(204);
		assertThat(allowed(options)).isEqualTo(offered);
		assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(405);
		assertThat(Shop.read(refusal.body(), "$.code")).isEqualTo("method_not_allowed");
		assertThat(allowed(refusal)).isEqualTo(offered);
	}

	Stream<Route> everyAddress() {
		return this.table.routes().stream();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/?status=captured&view=list", "/page/frame/app.js?v=42", "/index.html?made_up" })
	void leavesQueriesOfThePageToThePage(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.addresses.gateway() + path)).build();

		assertThat(this.http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	@Test
	void offersHeadOfWhatStreamsWithoutStreaming() throws Exception {
		for (String type : List.of("text/event-stream", "application/x-ndjson")) {
			HttpRequest.Builder events = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/v1/events"))
				.header("Authorization", "Bearer " + this.shop.merchant().apiKey())
				.header("Accept", type);

			HttpResponse<String> head = this.http.send(events.HEAD().build(), BodyHandlers.ofString());

			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.headers().firstValue("Content-Type")).get(STRING).startsWith(type);
			assertThat(head.body()).isEmpty();
		}
	}

	private Set<String> offered(Route asked) {
		PathContainer path = PathContainer.parsePath(this.addresses.path(asked));
		Set<String> offered = this.table.methodsAt(path)
			.stream()
			.map(HttpMethod::name)
			.collect(Collectors.toCollection(TreeSet::new));
		offered.add("OPTIONS");
		if (offered.contains("GET")) {
			offered.add("HEAD");
		}
		return offered;
	}

	private static Set<String> allowed(HttpResponse<String> answer) {
		return new TreeSet<>(List.of(answer.headers().firstValue("Allow").orElse("").split(", ", -1)));
	}

	private HttpResponse<String> send(Route route, String method, String query) throws Exception {
		return this.http.send(this.addresses.request(route, method, query).build(), BodyHandlers.ofString());
	}

	private static Map<String, List<String>> lasting(HttpResponse<String> answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
		headers.keySet().removeAll(PASSING);
		return headers;
	}

}
