package dev.sluice.proof.readers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages of payments and events that are large: they end by bytes, and nothing is lost.
 */
@SluiceTest
class LargePagesTests {

	private static final int MOST = 1024 * 1024;

	/** What is written around the data of an entry, and around all of them. */
	private static final int FRAME = 16 * 1024;

	private static final int PAYMENTS = 24;

	private static final int REFUNDS = 12;

	private final JsonMapper json = new JsonMapper();

	private final Shop shop;

	LargePagesTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
	}

	@Test
	void endPagesOfPaymentsByBytesToo() {
		List<String> made = IntStream.range(0, PAYMENTS).mapToObj((i) -> payLargely()).toList();

		assertThat(ids(walk("/v1/payments?limit=500"), "id")).isEqualTo(made.reversed());
		assertThat(ids(walk("/v1/payments?limit=500&status=captured,refunded"), "id")).isEqualTo(made.reversed());
	}

	@Test
	void endPagesOfEventsByBytesToo() {
		String payment = payLargely();
		for (int i = 0; i < REFUNDS; i++) {
			String _ = this.shop.post(payment, "refunds", "{\"amount\": 1}", 201);
		}
		List<String> all = IntStream.rangeClosed(1, 2 + 2 * REFUNDS).mapToObj(String::valueOf).toList();

		assertThat(ids(walk("/v1/events?limit=500"), "id")).isEqualTo(all);
		assertThat(ids(walk("/v1/events?limit=500&payment=" + payment), "version")).isEqualTo(all);
		assertThat(ids(walk("/v1/payments/" + payment + "/events?limit=500"), "version")).isEqualTo(all);
		assertThat(ids(walk("/v1/events?limit=500&types=payment.refunded"), "id")).hasSize(REFUNDS);
		assertThat(lines("/v1/events")).hasSize(2 + 2 * REFUNDS);
	}

	@Test
	void exportEveryPaymentHoweverLarge() {
		List<String> made = IntStream.range(0, PAYMENTS).mapToObj((i) -> payLargely()).toList();

		assertThat(ids(lines("/v1/payments"), "id")).isEqualTo(made.reversed());
		assertThat(body("/v1/payments", "text/csv").lines().skip(1).map((line) -> line.substring(0, 30)))
			.isEqualTo(made.reversed());
	}

	/** All that the pages have, each of which is followed by the next one. */
	private List<JsonNode> walk(String first) {
		List<JsonNode> found = new ArrayList<>();
		for (String next = first; next != null;) {
			String body = body(next, "application/json");
			assertThat(body.getBytes(StandardCharsets.UTF_8).length).as("bytes of " + next).isLessThan(MOST + FRAME);
			JsonNode page = this.json.readTree(body);
			page.path("data").forEach(found::add);
			next = page.path("next").isNull() ? null : page.path("next").asString();
			assertThat(next == null || !page.path("data").isEmpty()).isTrue();
		}
		return found;
	}

	private static List<String> ids(List<JsonNode> found, String field) {
		return found.stream().map((one) -> one.path(field).asString()).toList();
	}

	private List<JsonNode> lines(String path) {
		return body(path, "application/x-ndjson").lines().map(this.json::readTree).toList();
	}

	private String body(String path, String type) {
		return Objects.requireNonNull(this.shop.http()
			.get()
			.uri(path)
			.header("Accept", type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private String payLargely() {
		String metadata = IntStream.range(0, 50)
			.mapToObj((i) -> "\"key_%02d\": \"%s\"".formatted(i, "ü".repeat(490)))
			.collect(Collectors.joining(","));
		String terms = Shop.terms("automatic", "pm_card_visa")
			.replaceFirst("}$", ", \"metadata\": {" + metadata + "}}");
		return Shop.read(this.shop.create(terms, "wait=30", 201), "$.id");
	}

}
