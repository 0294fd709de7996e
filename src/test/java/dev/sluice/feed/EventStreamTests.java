package dev.sluice.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.SluiceApplication;
import dev.sluice.feed.SseReader.Event;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The live stream of events, as a client reads it. */
@SluiceTest
class EventStreamTests {

	@LocalServerPort
	private int port;

	private WebTestClient http;

	@BeforeEach
	void connect() {
		this.http = client(this.port);
	}

	@Test
	void showsAPaymentAsItHappens() throws Exception {
		try (SseReader reader = SseReader.open(this.port, "", null)) {
			String id = pay(this.http, "manual");

			List<Event> events = reader.read(2);

			assertThat(events).extracting(Event::type).containsExactly("payment.created", "payment.authorized");
			assertThat(events).allSatisfy((event) -> {
				assertThat(JsonPath.<String>read(event.data(), "$.payment_id")).isEqualTo(id);
				assertThat(JsonPath.<Integer>read(event.data(), "$.id")).isEqualTo((int) event.id());
				assertThat(JsonPath.<String>read(event.data(), "$.type")).isEqualTo(event.type());
			});
			assertThat(JsonPath.<String>read(events.getLast().data(), "$.data.status")).isEqualTo("authorized");
			assertThat(JsonPath.<Integer>read(events.getLast().data(), "$.version")).isEqualTo(2);
		}
	}

	@Test
	void missesNothingAcrossReconnectsWhilePaymentsAreMade() throws Exception {
		long start = head();
		int payments = 40;
		int events = 2 * payments;
		Thread shopper = Thread.ofVirtual().start(() -> {
			for (int i = 0; i < payments; i++) {
				assertThat(pay(this.http, "automatic")).isNotEmpty();
			}
		});
		List<Long> seen = new ArrayList<>();
		String last = Long.toString(start);

		while (seen.size() < events) {
			try (SseReader reader = SseReader.open(this.port, "?after=" + start, last)) {
				reader.read(Math.min(7, events - seen.size())).forEach((event) -> seen.add(event.id()));
			}
			last = Long.toString(seen.getLast());
		}
		shopper.join();

		assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(start + 1, start + events).boxed().toList());
	}

	@Test
	void joinsAPageAndTheStreamFromItsPositionWithoutAHole() throws Exception {
		String before = pay(this.http, "automatic");
		String page = get("/v1/payments?limit=1");
		assertThat(JsonPath.<String>read(page, "$.data[0].id")).isEqualTo(before);
		String after = pay(this.http, "automatic");
		int position = JsonPath.read(page, "$.position");

		try (SseReader reader = SseReader.open(this.port, "?after=" + position, null)) {
			List<Event> events = reader.read(2);

			assertThat(events).extracting(Event::id).containsExactly(position + 1L, position + 2L);
			assertThat(JsonPath.<String>read(events.getFirst().data(), "$.payment_id")).isEqualTo(after);
		}
	}

	@Test
	void tellsAReaderWhosePositionIsUnknownWhereTheStreamGoesOn() throws Exception {
		long head = head();

		for (String unknown : List.of(Long.toString(head + 1000), "no-number", "99999999999999999999999")) {
			try (SseReader reader = SseReader.open(this.port, "", unknown)) {
				Event reset = reader.read(1).getFirst();

				assertThat(reset.type()).isEqualTo("reset");
				assertThat(reset.id()).isEqualTo(head);
				assertThat(JsonPath.<Integer>read(reset.data(), "$.position")).isEqualTo((int) head);
			}
		}
	}

	@Test
	void forbidsCachesAndProxiesToHoldTheStreamBack() throws Exception {
		try (SseReader reader = SseReader.open(this.port, "", null)) {
			assertThat(reader.response().headers().firstValue("Cache-Control")).contains("no-store");
			assertThat(reader.response().headers().firstValue("X-Accel-Buffering")).contains("no");
			assertThat(reader.response().headers().firstValue("Content-Type"))
				.hasValueSatisfying((type) -> assertThat(type).startsWith(MediaType.TEXT_EVENT_STREAM_VALUE));
		}
	}

	@Test
	void servesTheSameEventsAsPagesAndAsLines() {
		long start = head();
		String id = pay(this.http, "automatic");

		String page = get("/v1/events?limit=1&after=" + start);
		assertThat(JsonPath.<List<String>>read(page, "$.data[*].type")).containsExactly("payment.created");
		assertThat(JsonPath.<Integer>read(page, "$.head")).isEqualTo((int) start + 2);

		String next = get(JsonPath.read(page, "$.next"));
		assertThat(JsonPath.<List<String>>read(next, "$.data[*].type")).containsExactly("payment.captured");

		String lines = this.http.get()
			.uri("/v1/events?after=" + start)
			.accept(MediaType.APPLICATION_NDJSON)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(String.valueOf(lines).lines().map((line) -> JsonPath.<Integer>read(line, "$.id")))
			.containsExactly((int) start + 1, (int) start + 2);

		String ofPayment = get("/v1/payments/" + id + "/events");
		assertThat(JsonPath.<List<Integer>>read(ofPayment, "$.data[*].version")).containsExactly(1, 2);

		String linesOfPayment = this.http.get()
			.uri("/v1/payments/" + id + "/events")
			.accept(MediaType.APPLICATION_NDJSON)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(String.valueOf(linesOfPayment).lines().map((line) -> JsonPath.<Integer>read(line, "$.version")))
			.containsExactly(1, 2);
	}

	@Test
	void wakesTheReadersOfOtherInstances() throws Exception {
		TestDatabase database = TestDatabase.create();
		try (ConfigurableApplicationContext one = start(database);
				ConfigurableApplicationContext other = start(database);
				SseReader reader = SseReader.open(port(other), "", null)) {
			String id = pay(client(port(one)), "automatic");

			List<Event> events = reader.read(2);

			assertThat(events).extracting(Event::id).containsExactly(1L, 2L);
			assertThat(JsonPath.<String>read(events.getLast().data(), "$.payment_id")).isEqualTo(id);
		}
	}

	@Test
	void endsTheStreamCleanlyAtShutdown() throws Exception {
		ConfigurableApplicationContext instance = start(TestDatabase.create());
		try (SseReader reader = SseReader.open(port(instance), "", null)) {
			String id = pay(client(port(instance)), "automatic");
			assertThat(reader.read(2)).hasSize(2);

			instance.close();

			List<String> rest = new ArrayList<>();
			assertThat(reader.readToEnd(rest::add)).hasSize(2);
			assertThat(rest).as("nothing but comments after %s", id)
				.allMatch((line) -> line.isEmpty() || line.startsWith(":"));
		}
	}

	private static ConfigurableApplicationContext start(TestDatabase database) {
		return new SpringApplicationBuilder(SluiceApplication.class).properties(database.properties())
			.run("--server.port=0", "--sluice.demo.enabled=true");
	}

	private static int port(ConfigurableApplicationContext instance) {
		return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	static WebTestClient client(int port) {
		return WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.defaultHeader("Authorization", "Bearer sk_demo_sluice")
			.build();
	}

	static String pay(WebTestClient http, String capture) {
		String body = http.post()
			.uri("/v1/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("""
					{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa", "capture": "%s"}"""
				.formatted(capture))
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonPath.read(String.valueOf(body), "$.id");
	}

	private long head() {
		return JsonPath.<Integer>read(get("/v1/events?limit=1"), "$.head");
	}

	private String get(String uri) {
		return String.valueOf(this.http.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
