package dev.sluice.proof.traces;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.sluice.proof.Instance;
import dev.sluice.proof.destinations.Receiver;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.traces.Collector;
import dev.sluice.testing.traces.Exported;
import dev.sluice.values.TraceParent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is recorded of a request where there is a collector, wherever it is done. */
@ExtendWith(OutputCaptureExtension.class)
class TracesTests {

	private static final String CALLER = "00f067aa0ba902b7";

	private static final String HOSTILE = "hostile0hostile0";

	private static final TestDatabase database = TestDatabase.create();

	private static final Collector collector = new Collector();

	private static Instance gateway;

	private Shop shop;

	private final String trace = HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits())
			+ HexFormat.of().toHexDigits(UUID.randomUUID().getLeastSignificantBits());

	@BeforeAll
	static void start() {
		gateway = Instance.start(database, collector.properties());
	}

	@BeforeEach
	void open() {
		this.shop = Shop.open(database.client(), gateway.port());
	}

	@AfterAll
	static void stop() {
		gateway.close();
		collector.close();
	}

	@Test
	void aPaymentIsOneTraceFromItsRequestToItsWebhooks() throws Exception {
		try (Receiver receiver = new Receiver()) {
			tell(receiver.url("/hook?key=hidden"));
			String payment = pay("01", "wait=30", 201);

			var _ = collector.await(this.trace, "deliver", 2);
			List<Exported> spans = collector.await(this.trace, "POST /v1/payments", 1);

			Exported server = one(spans, "POST /v1/payments");
			assertThat(server.parent()).isEqualTo(CALLER);
			assertThat(server.kind()).isEqualTo("SERVER");
			assertThat(server.get("http.route")).isEqualTo("/v1/payments");
			assertThat(server.get("http.response.status_code")).isEqualTo("201");
			assertThat(server.get("http.request.id")).isEqualTo(this.trace);
			List<Exported> appends = spans.stream().filter((span) -> span.name().equals("append")).toList();
			assertThat(appends).extracting((span) -> span.get("sluice.event.type"))
				.containsExactlyInAnyOrder("payment.created", "payment.captured");
			assertThat(appends).allSatisfy((span) -> {
				assertThat(span.parent()).isEqualTo(server.id());
				assertThat(span.get("sluice.event.subject")).isEqualTo(payment);
			});
			Exported call = one(spans, "call simulator");
			assertThat(call.parent()).isEqualTo(server.id());
			assertThat(call.kind()).isEqualTo("CLIENT");
			assertThat(one(spans, "POST /simulator/v1/operations").parent()).isEqualTo(call.id());
			assertDelivered(spans, appends, receiver.taken());
		}
	}

	/** Each event in the span of its own append, which the receiver is told of. */
	private void assertDelivered(List<Exported> spans, List<Exported> appends, List<Message> taken) {
		List<Exported> deliveries = spans.stream().filter((span) -> span.name().equals("deliver")).toList();
		assertThat(deliveries).extracting(Exported::parent)
			.containsExactlyInAnyOrderElementsOf(appends.stream().map(Exported::id).toList());
		assertThat(deliveries).allSatisfy((span) -> {
			assertThat(span.kind()).isEqualTo("CLIENT");
			assertThat(span.get("http.response.status_code")).isEqualTo("200");
			assertThat(span.failed()).isFalse();
		});
		assertThat(taken).extracting((message) -> message.headers().get("traceparent"))
			.containsExactlyInAnyOrderElementsOf(
					deliveries.stream().map((span) -> "00-" + this.trace + "-" + span.id() + "-01").toList());
		assertThat(collector.all().toString()).doesNotContain(this.shop.merchant().apiKey(), "hidden", "pm_card_visa",
				"sim_demo_secret");
	}

	@Test
	void whatAProcessorTellsLaterGoesOnInTheTraceOfThePayment() {
		faults("{\"drop_after_rate\": 1, \"callbacks_for_all\": true}");
		try {
			var _ = pay("01", "respond-async", 202);

			await().atMost(Patience.LONG).until(() -> appends("payment.captured").size() == 1);

			Exported created = appends("payment.created").getFirst();
			Exported captured = appends("payment.captured").getFirst();
			await().atMost(Patience.LONG).until(() -> collector.of(this.trace).stream().anyMatch(captured::isPartOf));
			Exported later = collector.of(this.trace).stream().filter(captured::isPartOf).findFirst().orElseThrow();
			assertThat(later.name()).isIn("settle", "recover");
			assertThat(later.parent()).isEqualTo(created.id());
		}
		finally {
			faults("{}");
		}
	}

	@Test
	void whatTheCallerDoesNotRecordIsNotRecordedNorPassedOn() throws Exception {
		try (Receiver receiver = new Receiver()) {
			tell(receiver.url("/hook"));
			var _ = pay("00", "wait=30", 201);
			await().atMost(Patience.LONG).until(() -> receiver.taken().size() == 2);
			var _ = pay("01", "wait=30", 201);
			await().atMost(Patience.LONG).until(() -> receiver.taken().size() == 4);

			List<Exported> spans = collector.await(this.trace, "deliver", 2);

			assertThat(spans).filteredOn((span) -> span.name().equals("POST /v1/payments")).hasSize(1);
			assertThat(receiver.taken()).filteredOn((message) -> message.headers().containsKey("traceparent"))
				.hasSize(2);
		}
	}

	@Test
	void aLineOfTheLogSaysWhichSpanItBelongsTo(CapturedOutput output) {
		faults("{\"drop_after_rate\": 1}");
		try {
			var _ = pay("01", "respond-async", 202);

			await().atMost(Patience.LONG).until(() -> output.getOut().contains("will be looked up"));

			String server = one(collector.await(this.trace, "POST /v1/payments", 1), "POST /v1/payments").id();
			assertThat(output.getOut().lines()).filteredOn((line) -> line.contains("will be looked up"))
				.anySatisfy((line) -> assertThat(line).contains("[" + this.trace + "-" + server + "] "));
		}
		finally {
			faults("{}");
		}
	}

	static Stream<Map<String, String>> hostileHeaders() {
		String long8k = HOSTILE.repeat(512);
		String sound = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
		return Stream.of(Map.of("traceparent", long8k), Map.of("traceparent", sound + "-" + long8k),
				Map.of("traceparent", "ff" + sound.substring(2)), Map.of("traceparent", sound.replace('4', 'A')),
				Map.of("traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"),
				Map.of("traceparent", HOSTILE, "tracestate", long8k), Map.of("tracestate", "a=" + HOSTILE + ",=,=,"),
				Map.of("baggage", "who=" + long8k), Map.of("b3", HOSTILE, "X-B3-TraceId", HOSTILE));
	}

	@ParameterizedTest
	@MethodSource("hostileHeaders")
	void headersThatAreNoneBeginATraceOfTheirOwn(Map<String, String> headers) {
		String id = String.valueOf(this.shop.http()
			.get()
			.uri("/v1/currencies")
			.headers((all) -> headers.forEach(all::set))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseHeaders()
			.getFirst("Request-Id"));

		Exported span = one(collector.await(id, "GET /v1/currencies", 1), "GET /v1/currencies");
		assertThat(span.parent()).isEmpty();
		assertThat(collector.all().toString()).doesNotContain(HOSTILE);
	}

	private String pay(String flags, String prefer, int status) {
		String answer = this.shop.http()
			.post()
			.uri("/v1/payments")
			.header("Prefer", prefer)
			.header(TraceParent.HEADER, "00-" + this.trace + "-" + CALLER + "-" + flags)
			.header("tracestate", "vendor=1")
			.header("baggage", "who=" + HOSTILE)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Shop.terms("automatic", "pm_card_visa"))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return Shop.read(answer, "$.id");
	}

	private void tell(String url) {
		this.shop.http()
			.post()
			.uri("/v1/destinations")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"type\": \"webhook\", \"url\": \"%s\"}".formatted(url))
			.exchange()
			.expectStatus()
			.isCreated();
	}

	private void faults(String faults) {
		this.shop.gateway()
			.put()
			.uri("/simulator/v1/faults")
			.header("Authorization", "Bearer sim_demo_secret")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(faults)
			.exchange()
			.expectStatus()
			.is2xxSuccessful();
	}

	private List<Exported> appends(String type) {
		return collector.of(this.trace)
			.stream()
			.filter((span) -> span.name().equals("append") && span.get("sluice.event.type").equals(type))
			.toList();
	}

	private static Exported one(List<Exported> spans, String name) {
		assertThat(spans).filteredOn((span) -> span.name().equals(name)).as("%s in %s", name, spans).hasSize(1);
		return spans.stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

}
