package dev.sluice.simulator.book;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.testing.Simulator;
import dev.sluice.testing.Simulator.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Operations of the book, by the time at which they were written down. */
@SluiceTest
class OperationListTests {

	private static final String RANGE = "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z";

	private final Simulator simulator;

	private final DatabaseClient database;

	OperationListTests(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.simulator = new Simulator(port);
		this.database = database;
	}

	@Test
	void showsThoseOfATimeInPages() throws Exception {
		List<String> made = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			// Two at the same moment, and one right at the end, which is not in it.
			made.add(written("2020-01-0" + ((i < 4) ? 1 : 2) + "T00:00:00Z"));
		}
		List<String> expected = made.subList(0, 4).stream().sorted().toList();

		JsonNode first = list("?limit=3&" + RANGE);
		JsonNode second = list("?limit=3&" + RANGE + "&after=" + first.path("next").asString());

		assertThat(ids(first)).isEqualTo(expected.subList(0, 3));
		assertThat(first.path("next").asString()).isEqualTo(expected.get(2));
		assertThat(ids(second)).isEqualTo(expected.subList(3, 4));
		assertThat(second.path("next").isNull()).isTrue();
	}

	@Test
	void showsOneAsItStands() throws Exception {
		String operation = written("2020-03-01T00:00:00Z");

		JsonNode found = list("?operation=" + operation).path("data").path(0);

		assertThat(found.path("kind").asString()).isEqualTo("sale");
		assertThat(found.path("amount").asLong()).isEqualTo(7);
		assertThat(found.path("currency").asString()).isEqualTo("EUR");
		assertThat(found.path("status").asString()).isEqualTo("approved");
		assertThat(found.path("created_at").asString()).isEqualTo("2020-03-01T00:00:00Z");
		assertThat(list("?operation=" + Simulator.newOperation()).path("data")).isEmpty();
	}

	@Test
	void refusesWhatWouldLookLikeTheEnd() throws Exception {
		for (String query : List.of("?after=op_nothing", "?limit=0", "?limit=1001", "?from=yesterday", "?operation=")) {
			Reply reply = this.simulator.send("GET", "/v1/operations" + query, null);

			assertThat(reply.status()).as(query).isEqualTo(422);
			assertThat(reply.get("code")).isEqualTo("invalid_parameter");
		}
		assertThat(this.simulator.withoutSecret("/v1/operations").statusCode()).isEqualTo(401);
	}

	private String written(String at) throws Exception {
		var sale = Simulator.operation(Simulator.newPayment(), "sale", 7);
		assertThat(this.simulator.execute(sale).status()).isEqualTo(200);
		this.database.sql("update simulator.operations set created_at = $2::timestamptz where operation_id = $1")
			.bind(0, Simulator.id(sale))
			.bind(1, at)
			.then()
			.block();
		return Simulator.id(sale);
	}

	private JsonNode list(String query) throws Exception {
		Reply reply = this.simulator.send("GET", "/v1/operations" + query, null);
		assertThat(reply.status()).as(reply.text()).isEqualTo(200);
		return reply.body();
	}

	private static List<String> ids(JsonNode page) {
		return page.path("data").valueStream().map((item) -> item.path("operation").asString()).toList();
	}

}
