package dev.sluice.roles;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.proof.LiveStream;
import dev.sluice.proof.ProcessorServer;
import dev.sluice.proof.destinations.Receiver;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Five gateways, one of each role, with nothing but a database between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedRolesTests {

	/** Nobody looks by himself before a test is over, so that whoever hears was told. */
	private static final Map<String, String> TOLD = Map.of("sluice.destinations.look-interval", "1h",
			"sluice.destinations.beat", "10s", "sluice.destinations.lease", "3h", "sluice.journal.poll-interval", "1h",
			"sluice.operations.call-timeout", "30s", "sluice.operations.lease", "75s", "sluice.housekeeping.interval",
			"200ms", "sluice.payments.authorization-validity", "1s", "sluice.processors.simulator.open-after", "100000",
			"spring.r2dbc.pool.max-size", "4");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Map<String, Queue<Integer>> asked = new ConcurrentHashMap<>();

	private final Map<Role, Instance> instances = new EnumMap<>(Role.class);

	private ProcessorServer processor;

	private volatile boolean away;

	@BeforeAll
	void start() throws Exception {
		this.processor = new ProcessorServer(this::answer);
		TestDatabase database = TestDatabase.create();
		for (Role role : Role.values()) {
			Map<String, String> settings = new HashMap<>(TOLD);
			settings.put("sluice.roles", role.label());
			this.instances.put(role, Instance.startWith(this.processor.url(), database, settings));
		}
	}

	@AfterAll
	void stop() {
		this.instances.values().forEach(Instance::close);
		this.processor.close();
		this.http.close();
	}

	@BeforeEach
	void processorIsThere() {
		this.away = false;
	}

	@Test
	void whatIsPaidAtTheApiIsSeenAtTheFeedAndBroughtByDestinations() throws Exception {
		try (Receiver receiver = new Receiver(); LiveStream feed = LiveStream.after(head(), port(Role.FEED))) {
			String _ = webhook(receiver.url("/hook"));

			String payment = pay("automatic", 201);

			assertThat(events(feed, payment, 2)).containsExactly("payment.created", "payment.captured");
			await().until(() -> count(receiver, payment) == 2);
			assertThat(this.asked).allSatisfy((operation, gateways) -> assertThat(gateways).hasSize(1));
		}
	}

	@Test
	void whatIsChangedAtTheApiIsHeardOfWhereCouriersAre() throws Exception {
		try (Receiver receiver = new Receiver()) {
			String webhook = webhook(receiver.url("/old"));
			String first = pay("automatic", 201);
			await().until(() -> count(receiver, first) == 2);

			assertThat(api("PATCH", "/v1/destinations/" + webhook, "{\"url\": \"%s\"}".formatted(receiver.url("/new")))
				.statusCode()).isEqualTo(200);
			assertThat(api("POST", "/v1/destinations/" + webhook + "/rewind", "{\"from\": \"beginning\"}").statusCode())
				.isEqualTo(200);
			await()
				.until(() -> receiver.taken("/new").stream().filter((it) -> it.payment().equals(first)).count() == 2);

			assertThat(api("POST", "/v1/destinations/" + webhook + "/pause", "").statusCode()).isEqualTo(200);
			String second = pay("automatic", 201);
			assertThat(api("POST", "/v1/destinations/" + webhook + "/resume", "").statusCode()).isEqualTo(200);
			await().until(() -> count(receiver, second) == 2);
		}
	}

	@Test
	void whatIsLeftOpenAtTheApiIsBroughtToItsEndByRecoveryAlone() throws Exception {
		try (LiveStream feed = LiveStream.after(head(), port(Role.FEED))) {
			this.away = true;
			String payment = pay("automatic", 202);
			this.asked.clear();
			this.away = false;

			assertThat(events(feed, payment, 2)).containsExactly("payment.created", "payment.captured");
			assertThat(this.asked.values()).singleElement()
				.asInstanceOf(InstanceOfAssertFactories.ITERABLE)
				.containsExactly(port(Role.RECOVERY));
		}
	}

	@Test
	void whatHasRunOutIsExpiredByHousekeeping() throws Exception {
		try (LiveStream feed = LiveStream.after(head(), port(Role.FEED))) {
			String payment = pay("manual", 201);

			assertThat(events(feed, payment, 3)).containsExactly("payment.created", "payment.authorized",
					"payment.expired");
		}
	}

	@Test
	void whoSignsInAtTheFeedIsKnownAtTheApi() throws Exception {
		HttpResponse<String> signedIn = ask(Role.FEED, "POST", "/v1/session", "{\"api_key\": \"sk_demo_sluice\"}");
		assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(201);
		String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

		HttpRequest request = HttpRequest.newBuilder(URI.create(address(Role.API) + "/v1/payments"))
			.header("Cookie", cookie)
			.header("Sec-Fetch-Site", "same-origin")
			.build();

		assertThat(this.http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	private void answer(HttpExchange exchange, byte[] body) throws IOException {
		if (this.away) {
			ProcessorServer.reply(exchange, 500, "{}");
		}
		else if (ProcessorServer.isAskedFor(exchange)) {
			JsonNode request = Client.JSON.readTree(body);
			String operation = request.path("operation").asString();
			this.asked.computeIfAbsent(operation, (id) -> new ConcurrentLinkedQueue<>())
				.add(URI.create(request.path("callback_url").asString()).getPort());
			ProcessorServer.approve(exchange, operation);
		}
		else {
			ProcessorServer.reply(exchange, 404, "{\"code\": \"operation_not_found\"}");
		}
	}

	private static long count(Receiver receiver, String payment) {
		return receiver.taken().stream().map(Message::payment).filter(payment::equals).count();
	}

	/** The next events of a payment; those of others are passed over. */
	private static List<String> events(LiveStream feed, String payment, int count) throws Exception {
		List<String> types = new ArrayList<>();
		while (types.size() < count) {
			LiveStream.Event event = feed.next();
			assertThat(event).isNotNull();
			if (event != null && event.json().path("payment_id").asString().equals(payment)) {
				types.add(event.type());
			}
		}
		return types;
	}

	private String webhook(String url) throws Exception {
		HttpResponse<String> made = api("POST", "/v1/destinations",
				"{\"type\": \"webhook\", \"url\": \"%s\"}".formatted(url));
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Client.JSON.readTree(made.body()).path("id").asString();
	}

	private String pay(String capture, int status) throws Exception {
		HttpResponse<String> made = api("POST", "/v1/payments", Shop.terms(capture, "pm_card_visa"));
		assertThat(made.statusCode()).as(made.body()).isEqualTo(status);
		return Client.JSON.readTree(made.body()).path("id").asString();
	}

	private long head() throws Exception {
		HttpResponse<String> page = ask(Role.FEED, "GET", "/v1/events?limit=1", "");
		return Client.JSON.readTree(page.body()).path("head").asLong();
	}

	private HttpResponse<String> api(String method, String path, String body) throws Exception {
		return ask(Role.API, method, path, body);
	}

	private HttpResponse<String> ask(Role role, String method, String path, String body) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(role) + path))
			.header("Authorization", "Bearer sk_demo_sluice")
			.method(method, BodyPublishers.ofString(body));
		if (!body.isEmpty()) {
			request.header("Content-Type", "application/json");
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private String address(Role role) {
		return "http://127.0.0.1:" + port(role);
	}

	private int port(Role role) {
		return Objects.requireNonNull(this.instances.get(role)).port();
	}

}
