package dev.sluice.payments.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Lists of payments, page by page or all at once, while more are made. */
@SluiceTest
class PaymentListTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int MORE_THAN_AN_EXPORT_READS_AT_ONCE = 520;

	private static final int AT_ONCE = 32;

	private final JsonMapper json = new JsonMapper();

	private final DatabaseClient database;

	private final int port;

	private final Shop shop;

	PaymentListTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.shop = Shop.open(database, port);
	}

	@Test
	void showsAnEmptyListToANewMerchant() {
		assertThat(read("/v1/payments")).isEqualTo(this.json.readTree("""
				{"data": [], "next": null, "position": 0}"""));
	}

	@Test
	void listsTheNewestFirst() {
		List<String> ids = IntStream.range(0, 5).mapToObj((i) -> pay()).toList();

		JsonNode page = read("/v1/payments");

		assertThat(ids(page)).isEqualTo(ids.reversed());
		assertThat(page.path("next").isNull()).isTrue();
		assertThat(page.path("position").asLong()).isEqualTo(10);
	}

	@Test
	void pagesThroughEveryPaymentOnceWhileNewOnesAreMade() {
		List<String> ids = IntStream.range(0, 8).mapToObj((i) -> pay()).toList();
		List<String> seen = new ArrayList<>();

		String next = "/v1/payments?limit=3";
		while (next != null) {
			EntityExchangeResult<String> answer = get(next);
			JsonNode page = tree(answer);
			next = page.path("next").isNull() ? null : page.path("next").asString();
			assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.LINK))
				.isEqualTo((next != null) ? "<" + next + ">; rel=\"next\"" : null);
			assertThat(page.path("data").size()).isLessThanOrEqualTo(3);
			seen.addAll(ids(page));
			var _ = pay();
		}

		assertThat(seen).isEqualTo(ids.reversed());
	}

	/** There is no replica, and so nothing that could be older. */
	@Test
	void keepsThePositionThatAListMustHave() {
		List<String> ids = IntStream.range(0, 2).mapToObj((i) -> pay()).toList();

		JsonNode page = read("/v1/payments?limit=1&min_position=1000");
		JsonNode events = read("/v1/events?limit=1&min_position=1000");

		assertThat(ids(page)).containsExactly(ids.getLast());
		assertThat(page.path("next").asString()).endsWith("&after=" + ids.getLast() + "&min_position=1000");
		assertThat(ids(read(page.path("next").asString()))).containsExactly(ids.getFirst());
		assertThat(read("/v1/payments?limit=1").path("next").asString()).doesNotContain("min_position");
		assertThat(events.path("next").asString()).isEqualTo("/v1/events?limit=1&after=1&min_position=1000");
		assertThat(export("/v1/payments?min_position=1000")).hasSize(2);
	}

	@Test
	void missesNothingBetweenAPageAndTheEventsAfterIt() {
		var _ = pay();
		long position = read("/v1/payments").path("position").asLong();

		String later = pay();

		JsonNode events = read("/v1/events?after=" + position).path("data");
		assertThat(events.values()).extracting((event) -> event.path("id").asLong()).containsExactly(3L, 4L);
		assertThat(events.values()).extracting((event) -> event.path("payment_id").asString()).containsOnly(later);
	}

	@Test
	void findsThePaymentOfAnOperation() {
		var _ = pay();
		String id = pay();
		var _ = pay();
		String operation = operationOf(id);

		assertThat(ids(read("/v1/payments?operation=" + operation))).containsExactly(id);
		assertThat(ids(read("/v1/payments?status=captured,refunded&operation=" + operation))).containsExactly(id);
		assertThat(ids(read("/v1/payments?status=refunded&operation=" + operation))).isEmpty();
		assertThat(export("/v1/payments?operation=" + operation)).hasSize(1);
		assertThat(ids(read("/v1/payments?operation=" + id.replace("pay_", "op_")))).isEmpty();
		this.shop.http().get().uri("/v1/payments?operation=" + id).exchange().expectStatus().isEqualTo(422);
	}

	@Test
	void findsNoPaymentByAnOperationOfAnotherMerchant() {
		String operation = operationOf(pay());
		Shop other = Shop.open(this.database, this.port);

		other.http()
			.get()
			.uri("/v1/payments?operation=" + operation)
			.exchange()
			.expectBody()
			.jsonPath("$.data")
			.isEmpty();
	}

	private String operationOf(String payment) {
		return read("/v1/payments/" + payment).path("operations").path(0).path("id").asString();
	}

	@Test
	void exportsEveryPaymentOnceHoweverManyThereAre() {
		List<String> ids = payAtOnce(MORE_THAN_AN_EXPORT_READS_AT_ONCE);
		awaitAll("captured", MORE_THAN_AN_EXPORT_READS_AT_ONCE);

		List<JsonNode> exported = export("/v1/payments");

		assertThat(exported).extracting((payment) -> payment.path("id").asString())
			.containsExactlyInAnyOrderElementsOf(ids)
			.isSortedAccordingTo((a, b) -> b.compareTo(a));
		assertThat(exported.getFirst()).isEqualTo(read(exported.getFirst()));
		assertThat(export("/v1/payments?after=" + exported.get(99).path("id").asString()))
			.isEqualTo(exported.subList(100, exported.size()));
	}

	@Test
	void exportsNothingToANewMerchant() {
		assertThat(export("/v1/payments")).isEmpty();
	}

	private String pay() {
		return this.shop.pay("automatic", "pm_card_visa");
	}

	/** Makes many payments, some at once. */
	private List<String> payAtOnce(int count) {
		List<String> ids = Flux.range(0, count)
			.flatMap((i) -> Mono.fromCallable(this::pay).subscribeOn(Schedulers.boundedElastic()), AT_ONCE)
			.collectList()
			.block(PATIENCE);
		return (ids != null) ? ids : List.of();
	}

	private EntityExchangeResult<String> get(String path, MediaType type) {
		return this.shop.http()
			.get()
			.uri(path)
			.accept(type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(type)
			.expectBody(String.class)
			.returnResult();
	}

	private EntityExchangeResult<String> get(String path) {
		return get(path, MediaType.APPLICATION_JSON);
	}

	private JsonNode read(String path) {
		return tree(get(path));
	}

	private JsonNode read(JsonNode payment) {
		return read("/v1/payments/" + payment.path("id").asString());
	}

	private List<JsonNode> export(String path) {
		String lines = get(path, MediaType.APPLICATION_NDJSON).getResponseBody();
		return (lines != null) ? lines.lines().map(this.json::readTree).toList() : List.of();
	}

	private JsonNode tree(EntityExchangeResult<String> answer) {
		@Nullable String body = answer.getResponseBody();
		assertThat(body).isNotNull();
		return this.json.readTree(body);
	}

	private void awaitAll(String status, int count) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(export("/v1/payments")).hasSize(count)
				.allSatisfy((payment) -> assertThat(payment.path("status").asString()).isEqualTo(status)));
	}

	private static List<String> ids(JsonNode page) {
		return page.path("data").valueStream().map((payment) -> payment.path("id").asString()).toList();
	}

}
