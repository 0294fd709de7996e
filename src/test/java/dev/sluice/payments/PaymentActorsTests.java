package dev.sluice.payments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who did what, as the merchant is told. */
@SluiceTest
class PaymentActorsTests {

	private static final Map<String, String> SIMULATOR = Map.of("type", "processor", "name", "simulator");

	private final DatabaseClient database;

	private final Shop shop;

	PaymentActorsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.shop = Shop.open(database, port);
	}

	@Test
	void areTheKeyThatAskedAndTheProcessorThatAnswered() {
		String id = this.shop.pay("manual", "pm_card_visa");

		String captured = this.shop.post(id, "captures", null, 201);

		Map<String, String> key = key("Test key");
		assertThat(actors(captured, "$.operations[*].actor")).containsExactly(key, key);
		assertThat(actors(events(id), "$.data[*].actor")).containsExactly(key, SIMULATOR, key, SIMULATOR);
		assertThat(actors(events(id), "$.data[0].data.operations[*].actor")).containsExactly(key);
		assertThat(
				actors(get("/v1/payments/" + id + "?version=1", MediaType.APPLICATION_JSON), "$.operations[*].actor"))
			.containsExactly(key);
	}

	@Test
	void areToldToAllWhoReadEvents() {
		String id = this.shop.pay("automatic", "pm_card_visa");

		String lines = get("/v1/payments/" + id + "/events", MediaType.APPLICATION_NDJSON);
		String stream = this.shop.http()
			.get()
			.uri("/v1/events?after=0&payment=" + id)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.returnResult(String.class)
			.getResponseBody()
			.filter((data) -> data.contains("payment.captured"))
			.blockFirst(Duration.ofMinutes(1));

		assertThat(lines.lines().map((line) -> JsonPath.<Map<String, String>>read(line, "$.actor")))
			.containsExactly(key("Test key"), SIMULATOR);
		assertThat(JsonPath.<Map<String, String>>read(stream, "$.actor")).isEqualTo(SIMULATOR);
		assertThat(this.shop.http()
			.get()
			.uri("/v1/payments")
			.accept(new MediaType("text", "csv"))
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()).contains("\"Test key\",\"" + keyId() + "\"");
	}

	@Test
	void areCalledAsTheyWereCalledThen() {
		String id = this.shop.pay("manual", "pm_card_visa");

		this.database.sql("update api_keys set name = 'Back office' where key_id = $1")
			.bind(0, this.shop.merchant().keyId())
			.then()
			.block();
		await().untilAsserted(() -> assertThat(
				read(this.shop.create("manual", "pm_card_visa", "wait=30", 201), "$.operations[0].actor.name"))
			.isEqualTo("Back office"));
		String captured = this.shop.post(id, "captures", null, 201);

		assertThat(actors(captured, "$.operations[*].actor")).containsExactly(key("Test key"), key("Back office"));
	}

	/** Whoever repeats a request did not do what it did. */
	@Test
	void areWhoeverAskedFirst() {
		String request = UUID.randomUUID().toString();
		String other = "sk_test_" + UUID.randomUUID();
		this.database.sql("insert into api_keys (merchant_id, key_id, name, secret_hash) values ($1, $2, 'Other', $3)")
			.bind(0, this.shop.merchant().id())
			.bind(1, UUID.randomUUID())
			.bind(2, TestMerchant.sha256(other))
			.then()
			.block();

		String first = keyed(this.shop.merchant().apiKey(), request);
		String again = keyed(other, request);

		assertThat(again).isEqualTo(first);
		assertThat(actors(again, "$.operations[*].actor")).containsExactly(key("Test key"));
	}

	@Test
	void areNobodyWhereThatWasNotNotedYet() {
		String id = this.shop.pay("manual", "pm_card_visa");
		forget(id);
		assertThat(JsonPath.<Map<String, Object>>read(this.shop.show(id), "$.operations[0]"))
			.doesNotContainKey("actor");
		assertThat(JsonPath.<List<Object>>read(events(id), "$.data[*].actor")).containsExactly(null, null);

		String captured = this.shop.post(id, "captures", null, 201);

		assertThat(JsonPath.<Object>read(captured, "$.operations[0].actor")).isNull();
		assertThat(actors(captured, "$.operations[1:].actor")).containsExactly(key("Test key"));
		assertThat(actors(events(id), "$.data[2:].actor")).containsExactly(key("Test key"), SIMULATOR);
	}

	/** As it was written before; what watches over changes is looking away. */
	private void forget(String id) {
		this.database
			.sql("""
					do $$ begin
					  set local session_replication_role = replica;
					  update payments set data = regexp_replace(data::text, '{actor}', '', 'g')::json where payment_id = '{id}';
					  update journal set data = regexp_replace(data::text, '{actor}', '', 'g')::json, actor = null
					   where subject_id = '{id}';
					end $$"""
				.replace("{actor}", "\"actor\":[{][^}]*[}],")
				.replace("{id}", PaymentId.of(id).value().toString()))
			.then()
			.block();
	}

	private String keyed(String key, String request) {
		return String.valueOf(this.shop.gateway()
			.post()
			.uri("/v1/payments")
			.headers((headers) -> headers.setBearerAuth(key))
			.header("Idempotency-Key", request)
			.header("Prefer", "wait=30")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Shop.terms("manual", "pm_card_visa"))
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private String keyId() {
		return TypeId.write("key", this.shop.merchant().keyId());
	}

	private Map<String, String> key(String name) {
		return Map.of("type", "api_key", "id", keyId(), "name", name);
	}

	private String events(String id) {
		return get("/v1/payments/" + id + "/events", MediaType.APPLICATION_JSON);
	}

	private String get(String path, MediaType accepted) {
		return String.valueOf(this.shop.http()
			.get()
			.uri(path)
			.accept(accepted)
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private static List<Map<String, String>> actors(String json, String path) {
		return JsonPath.read(json, path);
	}

}
