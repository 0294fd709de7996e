package dev.sluice.destinations;

import java.util.List;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.destinations.registry.Destination;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What was sent to a destination, and what came of it. */
@SluiceTest
class DeliveryApiTests {

	private final DatabaseClient database;

	private final Desk desk;

	DeliveryApiTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.desk = Desk.open(database, port);
	}

	@Test
	void isListedNewestFirstInPages() {
		String id = this.desk.paused("");
		List<UUID> sent = List.of(sent(id, 1, 1, "refused", 500), sent(id, 1, 2, "delivered", 200),
				sent(id, 2, 1, "delivered", 204));

		String first = list(id, "?limit=2", 200);
		String second = this.desk.ask(HttpMethod.GET, Desk.text(first, "$.next"), null, 200);

		assertThat(ids(first)).containsExactly(TypeId.write("dlv", sent.get(2)), TypeId.write("dlv", sent.get(1)));
		assertThat(ids(second)).containsExactly(TypeId.write("dlv", sent.get(0)));
		assertThat(JsonPath.<Object>read(second, "$.next")).isNull();
		assertThat(second).contains("\"position\":1", "\"attempt\":1", "\"outcome\":\"refused\"", "\"http_status\":500",
				"\"latency_ms\":12", "\"answer\":\"Sorry\"", "\"sent_at\":\"20");
	}

	@Test
	void isFilteredAndNextCarriesTheFiltersOn() {
		String id = this.desk.paused("");
		for (int position = 1; position <= 3; position++) {
			UUID _ = sent(id, position, 1, "refused", 500);
			UUID _ = sent(id, position, 2, "delivered", 200);
		}

		String ofOne = list(id, "?position=2", 200);
		String refused = list(id, "?outcome=refused&limit=2", 200);
		String more = this.desk.ask(HttpMethod.GET, Desk.text(refused, "$.next"), null, 200);

		assertThat(JsonPath.<List<Integer>>read(ofOne, "$.data[*].attempt")).containsExactly(2, 1);
		assertThat(JsonPath.<List<Integer>>read(refused, "$.data[*].position")).containsExactly(3, 2);
		assertThat(JsonPath.<List<Integer>>read(more, "$.data[*].position")).containsExactly(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=201", "after=pay_01h2xcejqtf2nbrexx3vqjhp41", "position=0", "position=x",
			"outcome=lost", "status=refused" })
	void isNotListedByWhatIsNoFilter(String parameter) {
		assertThat(list(this.desk.paused(""), "?" + parameter, 422)).contains("\"invalid_parameter\"");
	}

	@Test
	void ofATestIsToldAtOnce() {
		String id = this.desk.paused("");

		String answer = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/test", null, 200);

		assertThat(Desk.text(answer, "$.outcome")).isIn("unreachable", "forbidden_address");
		assertThat(JsonPath.<Object>read(answer, "$.http_status")).isNull();
		assertThat(Integer.parseInt(Desk.text(answer, "$.latency_ms"))).isNotNegative();
		assertThat(JsonPath.<List<Object>>read(list(id, "", 200), "$.data")).isEmpty();
	}

	private UUID sent(String id, int position, int attempt, String outcome, int status) {
		UUID delivery = TypeId.next();
		this.database
			.sql("""
					insert into deliveries (merchant_id, destination_id, delivery_id, position, attempt, outcome, http_status,
					                        millis, answer, sent_at)
					values ($1, $2, $3, $4, $5, $6, $7, 12, 'Sorry', now())""")
			.bind(0, this.desk.merchant().id())
			.bind(1, TypeId.read(Destination.PREFIX, id).orElseThrow())
			.bind(2, delivery)
			.bind(3, position)
			.bind(4, attempt)
			.bind(5, outcome)
			.bind(6, status)
			.then()
			.block();
		return delivery;
	}

	private String list(String id, String query, int status) {
		return this.desk.ask(HttpMethod.GET, Desk.one(id) + "/deliveries" + query, null, status);
	}

	private static List<String> ids(String page) {
		return JsonPath.read(page, "$.data[*].id");
	}

}
