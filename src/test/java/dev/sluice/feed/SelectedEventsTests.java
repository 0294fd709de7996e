package dev.sluice.feed;

import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.feed.SseReader.Event;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Some of the events only: of a payment, or of some types. */
@SluiceTest
@TestPropertySource(properties = { "sluice.feed.heartbeat=200ms", "sluice.journal.window=3" })
class SelectedEventsTests {

	@LocalServerPort
	private int port;

	private WebTestClient http;

	@BeforeEach
	void connect() {
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + this.port)
			.defaultHeader("Authorization", "Bearer sk_demo_sluice")
			.build();
	}

	@Test
	void streamsTheTypesThatAreAskedForAndNoOthers() throws Exception {
		long start = head();
		try (SseReader reader = SseReader.open(this.port, "?types=payment.captured,payment.voided", null)) {
			String first = pay();
			String second = pay();

			List<Event> events = reader.read(2);

			assertThat(events).extracting(Event::id).containsExactly(start + 2, start + 4);
			assertThat(events).extracting((event) -> JsonPath.<String>read(event.data(), "$.payment_id"))
				.containsExactly(first, second);
		}
	}

	@Test
	void tellsAReaderHowFarItIsWhereNothingWasForIt() throws Exception {
		long start = head();
		try (SseReader reader = SseReader.open(this.port, "?types=payment.expired", null)) {
			assertThat(pay()).isNotEmpty();

			reader.readUpTo(start + 2);

			assertThat(reader.events()).isEmpty();
		}
	}

	@Test
	void catchesUpOverEntriesThatAreNotWanted() throws Exception {
		long start = head();
		String wanted = pay();
		for (int i = 0; i < 5; i++) {
			assertThat(pay()).isNotEmpty();
		}

		try (SseReader reader = SseReader.open(this.port, "?types=payment.created&after=" + start, null);
				SseReader ofPayment = SseReader.open(this.port, "?payment=" + wanted, Long.toString(start))) {
			assertThat(reader.read(6)).extracting(Event::id)
				.containsExactly(start + 1, start + 3, start + 5, start + 7, start + 9, start + 11);
			reader.readUpTo(start + 12);
			ofPayment.readUpTo(start + 12);

			assertThat(ofPayment.events()).extracting(Event::id).containsExactly(start + 1, start + 2);
		}
	}

	@Test
	void streamsOnePaymentsEvents() throws Exception {
		String id = pay();
		try (SseReader reader = SseReader.openAt(this.port, "/v1/payments/" + id + "/events?after=0", null)) {
			assertThat(pay()).isNotEmpty();
			this.http.post().uri("/v1/payments/" + id + "/refunds").exchange().expectStatus().isCreated();

			assertThat(reader.read(4)).extracting(Event::type)
				.containsExactly("payment.created", "payment.captured", "payment.refund_pending", "payment.refunded");
		}
	}

	@Test
	void servesTheSelectedInPagesThatFollowOneAnother() {
		long start = head();
		for (int i = 0; i < 3; i++) {
			assertThat(pay()).isNotEmpty();
		}

		String page = get("/v1/events?types=payment.captured&limit=2&after=" + start, MediaType.APPLICATION_JSON);
		assertThat(JsonPath.<List<Integer>>read(page, "$.data[*].id")).containsExactly((int) start + 2,
				(int) start + 4);

		String next = get(JsonPath.read(page, "$.next"), MediaType.APPLICATION_JSON);
		assertThat(JsonPath.<List<Integer>>read(next, "$.data[*].id")).containsExactly((int) start + 6);
		assertThat(JsonPath.<Map<String, Object>>read(next, "$")).containsEntry("next", null);

		String lines = get("/v1/events?types=payment.captured&after=" + start, MediaType.APPLICATION_NDJSON);
		assertThat(lines.lines()).hasSize(3).allMatch((line) -> line.contains("\"type\":\"payment.captured\""));
	}

	@Test
	void refusesTypesThatDoNotExistAndWhatIsNoPayment() {
		for (String query : List.of("types=payment.caputred", "types=", "types=payment.created,,", "payment=mer_1",
				"payment=")) {
			this.http.get()
				.uri("/v1/events?" + query)
				.exchange()
				.expectStatus()
				.isEqualTo(422)
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("invalid_parameter")
				.jsonPath("$.errors[0].pointer")
				.isEqualTo(query.substring(0, query.indexOf('=')));
		}
		this.http.get()
			.uri("/v1/payments/pay_01h455vb4pex5vsknk084sn02q/events")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isNotFound();
	}

	private String pay() {
		String body = this.http.post()
			.uri("/v1/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("""
					{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa"}""")
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonPath.read(String.valueOf(body), "$.id");
	}

	private long head() {
		return JsonPath.<Integer>read(get("/v1/events?limit=1", MediaType.APPLICATION_JSON), "$.head");
	}

	private String get(String uri, MediaType type) {
		return String.valueOf(this.http.get()
			.uri(uri)
			.accept(type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
