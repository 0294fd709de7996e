package dev.sluice.proof.processors;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.proof.ProcessorServer;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.WebhookSignature;
import dev.sluice.values.TypeId;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An instance that takes on eight requests at once, and whose threads may be a tenth of a
 * second late: it refuses exports first, then lists, then payments, and no word of a
 * processor.
 */
class SheddingTests {

	private static final String SALE = "{\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"}";

	private static final String DEMO = TypeId.write("mer", UUID.fromString("01900000-0000-7000-8000-000000000001"));

	private static final Duration LATE = Duration.ofMillis(150);

	private static final String PENDING = """
			select payment_id, operation_id from operations where completed_at is null order by operation_id""";

	private static final String CAPTURED = "select payment_id from payments where status = 'captured'";

	private final CountDownLatch answering = new CountDownLatch(1);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private final ProcessorServer processor = new ProcessorServer(this::approveLate);

	private final Instance gateway = Instance.startWith(this.processor.url(), this.database,
			Map.of("sluice.load.max-requests", "8", "sluice.load.max-lag", "100ms", "sluice.load.look-interval", "10ms",
					"sluice.operations.call-timeout", "60s", "sluice.operations.lease", "150s"));

	SheddingTests() throws IOException {
	}

	@AfterEach
	void stop() {
		this.answering.countDown();
		this.client.close();
		this.gateway.close();
		this.processor.close();
	}

	@Test
	void refusesExportsFirstThenListsThenPaymentsAndNoOutcome() throws Exception {
		await().untilAsserted(() -> assertThat(answers()).isEqualTo("export 200, list 200, payment 404, outcome 401"));
		List<CompletableFuture<HttpResponse<String>>> payments = new ArrayList<>(pay(4, 4));
		await().untilAsserted(() -> assertThat(answers()).isEqualTo("export 503, list 200, payment 404, outcome 401"));
		payments.addAll(pay(2, 6));
		await().untilAsserted(() -> assertThat(answers()).isEqualTo("export 503, list 503, payment 404, outcome 401"));
		payments.addAll(pay(2, 8));
		await().untilAsserted(() -> assertThat(answers()).isEqualTo("export 503, list 503, payment 503, outcome 401"));

		HttpResponse<String> refused = this.client.send(sale(), BodyHandlers.ofString());
		assertThat(get("/v%31/payments", "application/json")).isEqualTo(503);
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.body()).contains("\"code\":\"overloaded\"");
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(this.rows.read(PENDING)).hasSize(8);

		assertThat(tellOutcome()).isEqualTo(204);
		await().until(() -> this.rows.read(CAPTURED).size() == 1);
		this.answering.countDown();
		assertThat(payments).allSatisfy((payment) -> assertThat(payment.get().statusCode()).isEqualTo(201));
		assertThat(answers()).isEqualTo("export 200, list 200, payment 404, outcome 401");
	}

	@Test
	void refusesAllButOutcomesWhileItsThreadsAreLate() throws Exception {
		AtomicBoolean late = new AtomicBoolean(true);
		for (EventExecutor thread : this.gateway.context()
			.getBean(LoopResources.class)
			.onServer(LoopResources.DEFAULT_NATIVE)) {
			beLate(thread, late);
		}

		await().untilAsserted(() -> assertThat(answers()).isEqualTo("export 503, list 503, payment 503, outcome 401"));

		late.set(false);
		await().untilAsserted(() -> assertThat(answers()).isEqualTo("export 200, list 200, payment 404, outcome 401"));
	}

	/** Always has something to do before what is ready. */
	private static void beLate(EventExecutor thread, AtomicBoolean late) {
		thread.execute(() -> {
			if (late.get()) {
				LockSupport.parkNanos(LATE.toNanos());
				beLate(thread, late);
			}
		});
	}

	private void approveLate(HttpExchange exchange, byte[] body) throws IOException {
		try {
			this.answering.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		ProcessorServer.approve(exchange, Client.JSON.readTree(body).path("operation").asString());
	}

	/** Nothing else is asked, and takes a place, before all of them have theirs. */
	private List<CompletableFuture<HttpResponse<String>>> pay(int count, int pending) {
		List<CompletableFuture<HttpResponse<String>>> payments = IntStream.range(0, count)
			.mapToObj((i) -> this.client.sendAsync(sale(), BodyHandlers.ofString()))
			.toList();
		await().untilAsserted(() -> assertThat(this.rows.read(PENDING)).hasSize(pending));
		return payments;
	}

	private HttpRequest sale() {
		return request("/v1/payments").header("Content-Type", "application/json")
			.header("Prefer", "wait=60")
			.POST(BodyPublishers.ofString(SALE))
			.build();
	}

	/** Of the first that is pending, as the processor tells it. */
	private int tellOutcome() throws Exception {
		Rows.Row pending = this.rows.read(PENDING).getFirst();
		String payment = TypeId.write("pay", UUID.fromString(pending.text(0)));
		String body = "{\"operation\": \"%s\", \"payment\": \"%s\", \"status\": \"approved\"}"
			.formatted(TypeId.write("op", UUID.fromString(pending.text(1))), payment);
		String now = Long.toString(Instant.now().getEpochSecond());
		return this.client
			.send(request("/callbacks/simulator/" + DEMO + "/" + payment).header("Content-Type", "application/json")
				.header("webhook-id", "msg_1")
				.header("webhook-timestamp", now)
				.header("webhook-signature", WebhookSignature.of("msg_1", now, body))
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString())
			.statusCode();
	}

	private String answers() throws IOException, InterruptedException {
		return "export %d, list %d, payment %d, outcome %d".formatted(get("/v1/payments", "application/x-ndjson"),
				get("/v1/payments", "application/json"),
				get("/v1/payments/pay_01k8t3b6y2e9rv0h5m7q4n1c8d", "application/json"),
				this.client
					.send(request("/callbacks/simulator/" + DEMO + "/pay_1").POST(BodyPublishers.noBody()).build(),
							BodyHandlers.ofString())
					.statusCode());
	}

	private int get(String path, String type) throws IOException, InterruptedException {
		return this.client.send(request(path).header("Accept", type).build(), BodyHandlers.ofString()).statusCode();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.gateway.port() + path))
			.header("Authorization", "Bearer sk_demo_sluice");
	}

}
