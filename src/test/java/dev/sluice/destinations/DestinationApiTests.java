package dev.sluice.destinations;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.merchants.Scope;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A merchant's destinations: made, changed, paused and removed. */
@SluiceTest
class DestinationApiTests {

	private final DatabaseClient database;

	private final Desk desk;

	DestinationApiTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.desk = Desk.open(database, port);
	}

	@Test
	void areMadeAsWasAskedForAndShowTheirSecretOnce() {
		String made = this.desk.make(
				"\"types\": [\"payment.refunded\", \"payment.captured\"], \"payload\": \"thin\", \"description\": \"Stock\"",
				201);

		assertThat(Base64.getDecoder().decode(Desk.text(made, "$.secret").replace("whsec_", ""))).hasSize(32);
		String shown = this.desk.ask(HttpMethod.GET, Desk.one(Desk.text(made, "$.id")), null, 200);
		Map<String, Object> without = JsonPath.read(made, "$");
		without.remove("secret");
		assertThat(JsonPath.<Map<String, Object>>read(shown, "$")).isEqualTo(without)
			.containsEntry("type", "webhook")
			.containsEntry("status", "active")
			.containsEntry("reason", null)
			.containsEntry("url", "https://shop.example/hooks?key=hidden")
			.containsEntry("types", List.of("payment.captured", "payment.refunded"))
			.containsEntry("payload", "thin")
			.containsEntry("description", "Stock")
			.containsEntry("position", 0)
			.containsEntry("held", 0)
			.containsEntry("lag", Map.of("positions", 0, "seconds", 0));
	}

	@Test
	void areSaidWhereTheyAre() {
		this.desk.http()
			.post()
			.uri(Desk.ALL)
			.headers((headers) -> headers.setBearerAuth(this.desk.merchant().apiKey()))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"type\": \"webhook\", \"url\": \"https://shop.example/hooks\"}")
			.exchange()
			.expectHeader()
			.valueMatches("Location", "/v1/destinations/dst_[0-9a-z]{26}")
			.expectBody()
			.jsonPath("$.payload")
			.isEqualTo("full")
			.jsonPath("$.types")
			.isEmpty();
	}

	@Test
	void areListedNewestFirst() {
		String first = Desk.text(this.desk.make("", 201), "$.id");
		String second = Desk.text(this.desk.make("", 201), "$.id");

		String list = this.desk.ask(HttpMethod.GET, Desk.ALL, null, 200);

		assertThat(JsonPath.<List<String>>read(list, "$.data[*].id")).containsExactly(second, first);
		assertThat(list).doesNotContain("whsec_").contains("\"next\":null");
	}

	@Test
	void areChangedFieldByField() {
		String id = this.desk.paused("\"types\": [\"payment.captured\"], \"description\": \"Stock\"");

		String moved = change(id, "{\"url\": \"https://shop.example/other?key=hidden\"}");
		String widened = change(id, "{\"types\": [], \"payload\": \"thin\"}");
		String renamed = change(id, "{\"description\": null}");
		String same = change(id, "{}");

		assertThat(Desk.text(moved, "$.url")).isEqualTo("https://shop.example/other?key=hidden");
		assertThat(JsonPath.<List<String>>read(moved, "$.types")).containsExactly("payment.captured");
		assertThat(JsonPath.<List<String>>read(widened, "$.types")).isEmpty();
		assertThat(Desk.text(widened, "$.description")).isEqualTo("Stock");
		assertThat(JsonPath.<Object>read(renamed, "$.description")).isNull();
		assertThat(Desk.text(renamed, "$.payload")).isEqualTo("thin");
		assertThat(same).isEqualTo(renamed);
		assertThat(this.desk.noted()).containsExactly("destination.created", "destination.paused",
				"destination.changed", "destination.changed", "destination.changed");
	}

	@Test
	void arePausedAndResumedAsOftenAsOneLikes() {
		String id = Desk.text(this.desk.make("", 201), "$.id");

		for (int times = 0; times < 2; times++) {
			assertThat(Desk.text(post(id, "/pause", 200), "$.status")).isEqualTo("paused");
		}
		for (int times = 0; times < 2; times++) {
			assertThat(Desk.text(post(id, "/resume", 200), "$.status")).isEqualTo("active");
		}

		assertThat(this.desk.noted()).containsExactly("destination.created", "destination.paused",
				"destination.resumed");
	}

	@Test
	void areResumedAlsoWhereNothingIsWantedThere() {
		String id = this.desk.paused("");
		this.database.sql("""
				update destinations set status = 'disabled', reason = 'gone', unwell_since = now()
				 where merchant_id = $1""").bind(0, this.desk.merchant().id()).then().block();

		String resumed = post(id, "/resume", 200);

		assertThat(Desk.text(resumed, "$.status")).isEqualTo("active");
		assertThat(JsonPath.<Object>read(resumed, "$.reason")).isNull();
	}

	@Test
	void areRemovedForGood() {
		String id = Desk.text(this.desk.make("", 201), "$.id");

		var _ = this.desk.ask(HttpMethod.DELETE, Desk.one(id), null, 204);

		assertThat(Desk.text(this.desk.ask(HttpMethod.DELETE, Desk.one(id), null, 404), "$.code"))
			.isEqualTo("destination_not_found");
		assertThat(Desk.text(this.desk.ask(HttpMethod.GET, Desk.one(id), null, 404), "$.code"))
			.isEqualTo("destination_not_found");
		assertThat(this.desk.noted()).containsExactly("destination.created", "destination.deleted");
	}

	@Test
	void areNotedWithoutWhatMayBeSecret() {
		String made = this.desk.make("", 201);
		String rotated = post(Desk.text(made, "$.id"), "/rotate", 200);

		String audit = this.desk.ask(HttpMethod.GET, "/v1/audit", null, 200);

		assertThat(Desk.text(rotated, "$.secret")).startsWith("whsec_").isNotEqualTo(Desk.text(made, "$.secret"));
		assertThat(audit).contains("https://shop.example/hooks\"", "destination.secret_rotated")
			.doesNotContain("hidden", "whsec_");
	}

	@Test
	void areNoMoreThanThereMayBeHoweverManyAreMadeAtOnce() {
		this.database
			.sql("""
					insert into destinations (merchant_id, destination_id, type, status, url, types, payload, secret, cursor)
					select $1, gen_random_uuid(), 'webhook', 'paused', 'https://shop.example', '{}', 'full', '', 0
					  from generate_series(1, 99)""")
			.bind(0, this.desk.merchant().id())
			.then()
			.block();

		List<String> answers = Stream.generate(() -> CompletableFuture.supplyAsync(this::makeOne))
			.limit(4)
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();

		assertThat(answers).filteredOn((answer) -> answer.contains("\"secret\"")).hasSize(1);
		assertThat(answers).filteredOn((answer) -> answer.contains("\"too_many_destinations\"")).hasSize(3);
		assertThat(this.desk.merchant().rows(this.database, "destinations")).isEqualTo(100);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET    |             |
			PATCH  |             | {"payload": "thin"}
			DELETE |             |
			POST   | /pause      |
			POST   | /resume     |
			POST   | /rewind     | {"from": "now"}
			POST   | /rotate     |
			POST   | /test       |
			POST   | /redeliver  | {"position": 1}
			GET    | /deliveries |
			""")
	void areNotThereForAnotherMerchantNorInAnotherModeNorWithoutTheScope(HttpMethod method, String of, String body) {
		String path = Desk.one(this.desk.paused("")) + ((of != null) ? of : "");
		String before = this.desk.ask(HttpMethod.GET, Desk.ALL, null, 200);
		String[] others = Arrays.stream(Scope.values())
			.filter((scope) -> scope != Scope.DESTINATIONS)
			.map(Scope::label)
			.toArray(String[]::new);

		String stranger = this.desk.ask(TestMerchant.create(this.database).apiKey(), method, path, body, 404);
		String live = this.desk.ask(this.desk.merchant().anotherKey(this.database, "live", "destinations"), method,
				path, body, 404);
		String small = this.desk.ask(this.desk.merchant().anotherKey(this.database, "test", others), method, path, body,
				403);

		assertThat(List.of(stranger, live)).allMatch((answer) -> answer.contains("\"destination_not_found\""));
		assertThat(small).contains("\"insufficient_scope\"");
		assertThat(this.desk.ask(HttpMethod.GET, Desk.ALL, null, 200)).isEqualTo(before);
	}

	private String makeOne() {
		return String.valueOf(this.desk.http()
			.post()
			.uri(Desk.ALL)
			.headers((headers) -> headers.setBearerAuth(this.desk.merchant().apiKey()))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"type\": \"webhook\", \"url\": \"https://shop.example/hooks\"}")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private String change(String id, String body) {
		return this.desk.ask(HttpMethod.PATCH, Desk.one(id), body, 200);
	}

	private String post(String id, String of, int status) {
		return this.desk.ask(HttpMethod.POST, Desk.one(id) + of, null, status);
	}

}
