package dev.sluice.destinations;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events that somebody comes for: given, acknowledged, and given to the next one. */
@SluiceTest
class ConsumerTests {

	private static final String EVER = "lse_01k8t3b6y2e9rv0h5m7q4n1c8d";

	private final DatabaseClient database;

	private final int port;

	private final Shop shop;

	private final Desk desk;

	ConsumerTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.shop = Shop.open(database, port);
		this.desk = new Desk(database, this.shop.merchant(), this.shop.gateway());
	}

	@Test
	void givesEachEventToOneAndGoesOnBehindIt() {
		this.desk.happen(1, 10, "payment.captured");
		String id = all();

		String first = take(id, "limit=4");
		String second = take(id, "limit=4");

		assertThat(positions(first)).containsExactly(1L, 2L, 3L, 4L);
		assertThat(positions(second)).containsExactly(5L, 6L, 7L, 8L);
		assertThat(Desk.text(first, "$.lease")).startsWith("lse_").isNotEqualTo(lease(second));
		assertThat(Desk.text(first, "$.data[0].type")).isEqualTo("payment.captured");
		assertThat(Desk.text(first, "$.data[0].data")).isEqualTo("{}");
		assertThat(positions(take(id, "limit=4"))).containsExactly(9L, 10L);
		assertThat(take(id, "")).isEqualTo("{\"data\":[],\"next\":null,\"lease\":null,\"lease_until\":null}");
	}

	@Test
	void hasPassedWhatIsAcknowledged() {
		this.desk.happen(1, 10, "payment.captured");
		String id = all();
		String first = take(id, "limit=4");
		String second = take(id, "limit=4");

		assertThat(List.of(number(id, "position"), number(id, "lag.positions"), number(id, "held"))).containsExactly(0,
				10, 8);
		assertThat(acknowledge(id, lease(second), 8)).isEqualTo("{\"acknowledged\":4,\"left\":0}");
		assertThat(List.of(number(id, "position"), number(id, "held"))).containsExactly(0, 4);
		assertThat(acknowledge(id, lease(first), 3)).isEqualTo("{\"acknowledged\":3,\"left\":1}");
		assertThat(List.of(number(id, "position"), number(id, "held"))).containsExactly(3, 1);
		assertThat(acknowledge(id, lease(first), 4)).isEqualTo("{\"acknowledged\":1,\"left\":0}");
		assertThat(List.of(number(id, "position"), number(id, "lag.positions"), number(id, "held"))).containsExactly(8,
				2, 0);
	}

	@Test
	void notesAnAcknowledgementOnceHoweverOftenItIsTold() {
		this.desk.happen(1, 3, "payment.captured");
		String id = all();
		String first = take(id, "");

		String _ = acknowledge(id, lease(first), 3);

		assertThat(acknowledge(id, lease(first), 3)).isEqualTo("{\"acknowledged\":0,\"left\":0}");
		assertThat(acknowledge(id, EVER, 3)).isEqualTo("{\"acknowledged\":0,\"left\":0}");
		assertThat(positions(take(id, ""))).isEmpty();
	}

	@Test
	void keepsThoseOfAPaymentTogetherAndInOrder() {
		UUID one = UUID.randomUUID();
		UUID other = UUID.randomUUID();
		this.desk.happen(one, 1, 1);
		this.desk.happen(other, 2, 1);
		this.desk.happen(one, 3, 2);
		this.desk.happen(other, 4, 2);
		String id = all();

		String first = take(id, "limit=1");
		String second = take(id, "");
		String third = take(id, "");
		String _ = acknowledge(id, lease(first), 1);
		String fourth = take(id, "");

		assertThat(positions(first)).containsExactly(1L);
		assertThat(positions(second)).containsExactly(2L, 4L);
		assertThat(positions(third)).isEmpty();
		assertThat(positions(fourth)).containsExactly(3L);
	}

	@Test
	void givesToTheNextWhatWasNotAcknowledgedInTime() {
		UUID one = UUID.randomUUID();
		this.desk.happen(one, 1, 1);
		this.desk.happen(one, 2, 2);
		String id = all();
		String late = take(id, "limit=1&lease_seconds=1");

		String next = take(id, "wait=30");

		assertThat(positions(late)).containsExactly(1L);
		assertThat(positions(next)).containsExactly(1L, 2L);
		assertThat(acknowledge(id, lease(late), 1)).isEqualTo("{\"acknowledged\":0,\"left\":0}");
		assertThat(acknowledge(id, lease(next), 2)).isEqualTo("{\"acknowledged\":2,\"left\":0}");
	}

	@Test
	void takesAnAcknowledgementThatIsLateWhereNobodyElseCame() throws InterruptedException {
		this.desk.happen(1, 2, "payment.captured");
		String id = all();
		String late = take(id, "lease_seconds=1");
		await().pollDelay(Duration.ofMillis(1100)).until(() -> true);

		assertThat(acknowledge(id, lease(late), 2)).isEqualTo("{\"acknowledged\":2,\"left\":0}");
		assertThat(positions(take(id, ""))).isEmpty();
	}

	@Test
	void givesMoreTimeOrTakesTheRestBack() {
		this.desk.happen(1, 4, "payment.captured");
		String id = all();
		String first = take(id, "lease_seconds=1");

		String extended = acknowledge(id, lease(first), 1, ", \"extend_seconds\": 600");
		await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
		String meanwhile = take(id, "");
		String returned = acknowledge(id, lease(first), 2, ", \"extend_seconds\": 0");
		String next = take(id, "");

		assertThat(extended).isEqualTo("{\"acknowledged\":1,\"left\":3}");
		assertThat(positions(meanwhile)).isEmpty();
		assertThat(returned).isEqualTo("{\"acknowledged\":1,\"left\":0}");
		assertThat(positions(next)).containsExactly(3L, 4L);
		assertThat(acknowledge(id, lease(first), 4)).isEqualTo("{\"acknowledged\":0,\"left\":0}");
	}

	@Test
	void givesWhatIsWantedAloneAndPassesOverTheRest() {
		this.desk.happen(1, 2500, "payment.created");
		this.desk.happen(2501, 2502, "payment.refunded");
		String id = this.desk
			.consumer("\"from\": \"beginning\", \"types\": [\"payment.refunded\"], \"payload\": \"thin\"");

		String given = take(id, "wait=30");

		assertThat(positions(given)).containsExactly(2501L, 2502L);
		assertThat(JsonPath.<List<Object>>read(given, "$.data[*].data")).isEmpty();
		String _ = acknowledge(id, lease(given), 2502);
		assertThat(number(id, "position")).isEqualTo(2502);
	}

	@Test
	void findsWhatIsFarAndWhatIsFreeWithoutWaiting() {
		UUID one = UUID.randomUUID();
		this.desk.happen(one, 1, 1);
		this.desk.happen(one, 2, 2);
		this.desk.happen(3, 2500, "payment.created");
		this.desk.happen(2501, 2501, "payment.refunded");
		String rare = this.desk.consumer("\"from\": \"beginning\", \"types\": [\"payment.refunded\"]");
		String id = all();

		assertThat(positions(take(rare, ""))).containsExactly(2501L);
		assertThat(positions(take(id, "limit=1"))).containsExactly(1L);
		assertThat(positions(take(id, "limit=1"))).containsExactly(3L);
	}

	@Test
	void givesNothingToWhoAsksForNoBody() {
		this.desk.happen(1, 2, "payment.captured");
		String id = all();

		this.desk.http()
			.head()
			.uri(events(id, ""))
			.headers((headers) -> headers.setBearerAuth(this.desk.merchant().apiKey()))
			.exchange()
			.expectStatus()
			.isOk();

		assertThat(positions(take(id, ""))).containsExactly(1L, 2L);
	}

	@Test
	void takesNothingFromWhoeverHasAPaymentWhenItIsWantedAgain() {
		UUID one = UUID.randomUUID();
		this.desk.happen(one, 1, 1);
		this.desk.happen(one, 2, 2);
		String id = all();
		String done = take(id, "limit=1");
		String _ = acknowledge(id, lease(done), 1);
		String given = take(id, "");

		String redelivered = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/redeliver", "{\"from\": 1, \"to\": 2}",
				202);

		assertThat(Desk.text(redelivered, "$.events")).isEqualTo("1");
		assertThat(positions(take(id, ""))).isEmpty();
		assertThat(acknowledge(id, lease(given), 2)).isEqualTo("{\"acknowledged\":1,\"left\":0}");
		assertThat(positions(take(id, ""))).containsExactly(1L);
	}

	@Test
	void givesNoMoreThanFitsIntoAnAnswer() {
		this.desk.happen(1, 30, "payment.captured");
		this.database.sql("""
				update journal set bytes = null, data = jsonb_build_object('text', repeat('x', 100000))
				 where merchant_id = $1""").bind(0, this.desk.merchant().id()).then().block();
		String id = all();

		List<Long> first = positions(take(id, ""));
		List<Long> second = positions(take(id, ""));

		assertThat(first).hasSizeBetween(5, 11);
		assertThat(second).startsWith(first.getLast() + 1);
	}

	@Test
	void waitsForWhatComesNext() throws Exception {
		String id = this.desk.consumer("");
		CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> take(id, "wait=60"));
		await().pollDelay(Duration.ofMillis(200)).until(() -> !waiting.isDone());

		String payment = this.shop.pay("automatic", "pm_card_visa");

		assertThat(Desk.text(waiting.get(), "$.data[0].payment_id")).isEqualTo(payment);
		assertThat(Desk.text(waiting.get(), "$.data[0].type")).isEqualTo("payment.created");
	}

	@Test
	void waitsNoLongerThanIsAskedForAndLeavesNothingBehind(@Autowired MeterRegistry meters) {
		String id = this.desk.consumer("");

		String waited = take(id, "wait=1");

		assertThat(positions(waited)).isEmpty();
		await().until(() -> meters.get("sluice.destinations.consumers.waiting").gauge().value() == 0);
	}

	@Test
	void givesEachToOneOfManyWhoWait() {
		String id = this.desk.consumer("");
		List<CompletableFuture<String>> waiting = IntStream.range(0, 5)
			.mapToObj((one) -> CompletableFuture.supplyAsync(() -> take(id, "wait=30&limit=1")))
			.toList();
		await().pollDelay(Duration.ofMillis(300)).until(() -> true);

		this.desk.happen(1, 5, "payment.captured");
		String _ = this.shop.pay("automatic", "pm_card_visa");

		assertThat(waiting.stream().flatMap((each) -> positions(each.join()).stream())).containsExactlyInAnyOrder(1L,
				2L, 3L, 4L, 5L);
	}

	@Test
	void letsNoMoreWaitThanItHasRoomForAndTellsThemWhenItIsRemoved(@Autowired MeterRegistry meters) {
		String id = this.desk.consumer("");
		List<CompletableFuture<String>> waiting;
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpRequest question = HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.port + events(id, "wait=60")))
				.header("Authorization", "Bearer " + this.desk.merchant().apiKey())
				.build();
			waiting = IntStream.range(0, 100)
				.mapToObj((one) -> client.sendAsync(question, BodyHandlers.ofString()).thenApply(HttpResponse::body))
				.toList();
			await().until(() -> meters.get("sluice.destinations.consumers.waiting").gauge().value() >= 100);

			String refused = this.desk.ask(HttpMethod.GET, events(id, "wait=1"), null, 429);
			String without = take(id, "");
			String _ = this.desk.ask(HttpMethod.DELETE, Desk.one(id), null, 204);

			assertThat(Desk.text(refused, "$.code")).isEqualTo("too_many_waiting");
			assertThat(positions(without)).isEmpty();
			assertThat(waiting).extracting(CompletableFuture::join)
				.allSatisfy((told) -> assertThat(told).contains("destination_not_found"));
		}
	}

	@Test
	void letsWhoeverWaitsGoWhenTheKeyIsNotGoodAnyMore() {
		String id = this.desk.consumer("");
		CompletableFuture<String> waiting = CompletableFuture
			.supplyAsync(() -> this.desk.ask(HttpMethod.GET, events(id, "wait=60"), null, 401));
		await().pollDelay(Duration.ofMillis(300)).until(() -> !waiting.isDone());

		this.desk.merchant().revokeKey(this.database);

		assertThat(Desk.text(waiting.join(), "$.code")).isEqualTo("invalid_api_key");
	}

	@Test
	void givesNothingWhileItIsPaused() {
		this.desk.happen(1, 2, "payment.captured");
		String id = all();
		String given = take(id, "limit=1");
		String _ = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/pause", null, 200);

		assertThat(positions(take(id, ""))).isEmpty();
		assertThat(acknowledge(id, lease(given), 1)).isEqualTo("{\"acknowledged\":1,\"left\":0}");

		CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> take(id, "wait=60"));
		String _ = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/resume", null, 200);
		assertThat(positions(waiting.join())).containsExactly(2L);
	}

	@Test
	void saysWhereSomethingIsNoLongerKept() {
		this.desk.happen(1, 10, "payment.captured");
		String id = all();
		String given = take(id, "limit=2&lease_seconds=1");
		this.desk.purge(6);

		String next = take(id, "");

		assertThat(positions(next)).containsExactly(7L, 8L, 9L, 10L);
		assertThat(acknowledge(id, lease(given), 2)).isEqualTo("{\"acknowledged\":0,\"left\":0}");
		assertThat(Desk.text(show(id), "$.status")).isEqualTo("failing");
		assertThat(Desk.text(show(id), "$.reason")).isEqualTo("gave_up");
		String told = take(id, "wait=30");
		assertThat(positions(told)).containsExactly(11L);
		assertThat(Desk.text(told, "$.data[0].type")).isEqualTo("destination.failing");
		assertThat(Desk.text(told, "$.data[0].destination_id")).isEqualTo(id);
		assertThat(Desk.text(told, "$.data[0].data.type")).isEqualTo("consumer");
		String _ = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/resume", null, 200);
		assertThat(positions(take(id, ""))).isEmpty();
		assertThat(Desk.text(show(id), "$.status")).isEqualTo("active");
	}

	@Test
	void goesOnElsewhereAndTakesBackWhatWasGiven() {
		this.desk.happen(1, 10, "payment.captured");
		String id = all();
		String given = take(id, "");

		String _ = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/rewind", "{\"from\": 8}", 200);

		assertThat(acknowledge(id, lease(given), 10)).isEqualTo("{\"acknowledged\":0,\"left\":0}");
		assertThat(positions(take(id, ""))).containsExactly(8L, 9L, 10L);
	}

	@Test
	void givesAgainWhatIsWantedAgain() {
		this.desk.happen(1, 10, "payment.captured");
		String id = all();
		String given = take(id, "");
		String _ = acknowledge(id, lease(given), 10);

		String _ = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/redeliver", "{\"from\": 3, \"to\": 4}", 202);

		assertThat(positions(take(id, ""))).containsExactly(3L, 4L);
	}

	@Test
	void hasNoAddressAndNoSecret() {
		String id = all();
		String refused = this.desk.ask(HttpMethod.POST, Desk.ALL,
				"{\"type\": \"consumer\", \"url\": \"https://shop.example/hooks\"}", 422);

		assertThat(JsonPath.<Object>read(show(id), "$.url")).isNull();
		assertThat(show(id)).doesNotContain("secret");
		assertThat(Desk.text(refused, "$.errors[0].pointer")).isEqualTo("/url");
		for (String of : List.of("/rotate", "/test")) {
			assertThat(Desk.text(this.desk.ask(HttpMethod.POST, Desk.one(id) + of, null, 409), "$.code"))
				.isEqualTo("not_a_webhook");
		}
		String amended = this.desk.ask(HttpMethod.PATCH, Desk.one(id), "{\"url\": \"https://shop.example/hooks\"}",
				409);
		assertThat(Desk.text(amended, "$.code")).isEqualTo("not_a_webhook");
		assertThat(this.desk.noted()).containsExactly("destination.created");
	}

	@Test
	void isWhatIsAskedForEventsAlone() {
		String webhook = Desk.text(this.desk.make("", 201), "$.id");
		String id = this.desk.consumer("");
		Desk stranger = Desk.open(this.database, this.port);

		for (String path : List.of(events(webhook, ""), Desk.one(webhook) + "/ack")) {
			HttpMethod method = path.endsWith("ack") ? HttpMethod.POST : HttpMethod.GET;
			String body = path.endsWith("ack") ? "{\"lease\": \"" + EVER + "\", \"position\": 1}" : null;
			assertThat(Desk.text(this.desk.ask(method, path, body, 409), "$.code")).isEqualTo("not_a_consumer");
			assertThat(Desk.text(stranger.ask(method, path.replace(webhook, id), body, 404), "$.code"))
				.isEqualTo("destination_not_found");
		}
	}

	@ParameterizedTest
	@CsvSource({ "limit=0", "limit=501", "wait=61", "wait=-1", "lease_seconds=0", "lease_seconds=3601", "lease=3" })
	void saysWhatIsAskedForWrongly(String parameter) {
		String id = this.desk.consumer("");

		String refused = this.desk.ask(HttpMethod.GET, events(id, parameter), null, 422);

		assertThat(Desk.text(refused, "$.code")).isEqualTo("invalid_parameter");
	}

	@ParameterizedTest
	@CsvSource({ "'{\"position\": 1}', /lease", "'{\"lease\": \"lse_1\", \"position\": 1}', /lease",
			"'{\"lease\": \"lse_01k8t3b6y2e9rv0h5m7q4n1c8d\"}', /position",
			"'{\"lease\": \"lse_01k8t3b6y2e9rv0h5m7q4n1c8d\", \"position\": -1}', /position",
			"'{\"lease\": \"lse_01k8t3b6y2e9rv0h5m7q4n1c8d\", \"position\": 1, \"extend_seconds\": 3601}', /extend_seconds" })
	void saysWhatIsAcknowledgedWrongly(String body, String pointer) {
		String id = this.desk.consumer("");

		String refused = this.desk.ask(HttpMethod.POST, Desk.one(id) + "/ack", body, 422);

		assertThat(Desk.text(refused, "$.errors[0].pointer")).isEqualTo(pointer);
	}

	private String all() {
		return this.desk.consumer("\"from\": \"beginning\"");
	}

	private String take(String id, String parameters) {
		return this.desk.ask(HttpMethod.GET, events(id, parameters), null, 200);
	}

	private static String events(String id, String parameters) {
		return Desk.one(id) + "/events?" + parameters;
	}

	private String acknowledge(String id, String lease, long position) {
		return acknowledge(id, lease, position, "");
	}

	private String acknowledge(String id, String lease, long position, String more) {
		return this.desk.ask(HttpMethod.POST, Desk.one(id) + "/ack",
				"{\"lease\": \"%s\", \"position\": %d%s}".formatted(lease, position, more), 200);
	}

	private static String lease(String given) {
		return Desk.text(given, "$.lease");
	}

	private static List<Long> positions(String given) {
		return JsonPath.<List<Number>>read(given, "$.data[*].id").stream().map(Number::longValue).toList();
	}

	private String show(String id) {
		return this.desk.ask(HttpMethod.GET, Desk.one(id), null, 200);
	}

	private int number(String id, String field) {
		return JsonPath.<Integer>read(show(id), "$." + field);
	}

}
