package dev.sluice.feed;

import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.destinations.Desk;
import dev.sluice.feed.SseReader.Event;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a reader of events goes on, in each form and as clients of all kinds say it. */
@SluiceTest
@TestPropertySource(properties = "sluice.feed.heartbeat=100ms")
class PositionTests {

	private final int port;

	private final Shop shop;

	private final String payment;

	private final DatabaseClient database;

	PositionTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.shop = Shop.open(database, port);
		this.payment = this.shop.pay("automatic", "pm_card_visa");
	}

	@ParameterizedTest
	@ValueSource(strings = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE })
	void isRefusedBeyondTheHead(String type) {
		for (String path : List.of("/v1/events", "/v1/payments/" + this.payment + "/events")) {
			String problem = get(path + "?after=999999999", type, 422);

			assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo("unknown_position");
			assertThat(JsonPath.<Integer>read(problem, "$.position")).isEqualTo(2);
			assertThat(JsonPath.<String>read(problem, "$.errors[0].pointer")).isEqualTo("after");
			assertThat(get(path + "?after=2", type, 200)).doesNotContain("\"id\"");
			assertThat(get(path + "?after=1", type, 200)).contains("\"id\":2");
		}
	}

	@Test
	void isReadFromTheQueryOfAStreamToo() throws Exception {
		for (String query : List.of("lastEventId=1", "after=0&lastEventId=1", "lastEventId=&after=1")) {
			assertThat(stream("?" + query, null)).as(query).isEqualTo(2);
		}
		assertThat(stream("?lastEventId=0&after=0", "1")).isEqualTo(2);
		assertThat(stream("?lastEventId=0&after=1", null)).isEqualTo(1);
	}

	@Test
	void isToldAStreamWhoseQueryHasNone() throws Exception {
		try (SseReader reader = SseReader.openWith(this.port, "/v1/events?lastEventId=x", this.shop.merchant().apiKey(),
				null)) {
			Event reset = reader.read(1).getFirst();

			assertThat(reset.type()).isEqualTo("reset");
			assertThat(reset.data()).isEqualTo("{\"reason\":\"unknown_position\",\"position\":2}");
		}
	}

	/** The database was restored to where only one of two events had happened. */
	@Test
	void isToldAStreamThatHasSeenWhatWasUndone() throws Exception {
		Desk desk = new Desk(this.database, this.shop.merchant(), this.shop.http());
		long began = desk.restoreTo(1);
		try (SseReader reader = SseReader.openWith(this.port, "/v1/events", this.shop.merchant().apiKey(), "2")) {
			Event reset = reader.read(1).getFirst();
			String _ = this.shop.pay("automatic", "pm_card_visa");

			assertThat(reset.type()).isEqualTo("reset");
			assertThat(reset.data()).isEqualTo("{\"reason\":\"undone\",\"position\":1}");
			assertThat(firstOf(reader, "payment.")).isEqualTo(began + 1);
		}
		assertThat(stream("", "1")).as("who has seen nothing of it").isEqualTo(began + 1);
	}

	@Test
	void isNoParameterOfWhatIsNoStream() {
		assertThat(get("/v1/events?lastEventId=1", MediaType.APPLICATION_JSON_VALUE, 422))
			.contains("invalid_parameter");
	}

	/** Some clients hand every block on, and most of their readers parse its data. */
	@Test
	void isSaidInNoBlockWithoutData() throws Exception {
		List<String> lines = new ArrayList<>();
		try (SseReader reader = SseReader.openWith(this.port, "/v1/events?types=payment.expired",
				this.shop.merchant().apiKey(), null)) {
			String _ = this.shop.pay("automatic", "pm_card_visa");
			while (!lines.contains("id: 4")) {
				lines.add(reader.readLine(""));
			}
			lines.add(reader.readLine(""));
			lines.add(reader.readLine(""));
			lines.add(reader.readLine(""));
			lines.add(reader.readLine(""));
		}

		assertThat(lines.removeIf((line) -> line.startsWith(":") || line.startsWith("retry: "))).isTrue();
		assertThat(lines).containsSubsequence("id: 2", "event: position", "data: {\"position\":2}", "", "id: 4",
				"event: position", "data: {\"position\":4}", "");
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).isEmpty()) {
				assertThat(lines.get(i - 1)).startsWith("data: {");
			}
		}
	}

	private static long firstOf(SseReader reader, String type) throws Exception {
		int count = 1;
		while (!reader.read(count).getLast().type().startsWith(type)) {
			count++;
		}
		return reader.events().getLast().id();
	}

	/** The first event that comes. */
	private long stream(String query, @Nullable String lastEventId) throws Exception {
		try (SseReader reader = SseReader.openWith(this.port, "/v1/events" + query, this.shop.merchant().apiKey(),
				lastEventId)) {
			return reader.read(1).getFirst().id();
		}
	}

	private String get(String uri, String type, int status) {
		return String.valueOf(this.shop.http()
			.get()
			.uri(uri)
			.accept(MediaType.parseMediaType(type))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
