package dev.sluice.simulator.callbacks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.WebhookSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SluiceTest
class CallbackTests {

	private final Simulator simulator;

	private final Queue<Received> received = new ConcurrentLinkedQueue<>();

	private final AtomicInteger failures = new AtomicInteger();

	private final DisposableServer receiver = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle(this::receive)
		.bindNow();

	CallbackTests(@LocalServerPort int port) {
		this.simulator = new Simulator(port);
	}

	@AfterEach
	void clear() throws Exception {
		this.receiver.disposeNow();
		this.simulator.noFaults();
	}

	@Test
	void tellsSignedThatAPendingOperationEnded() throws Exception {
		Map<String, Object> sale = sale("pm_card_pending");
		assertThat(this.simulator.execute(sale).get("status")).isEqualTo("pending");

		await().until(() -> this.received.size() == 1);

		Received callback = this.received.remove();
		assertThat(callback.signature()).isEqualTo(callback.expectedSignature());
		assertThat(callback.json().path("operation").asString()).isEqualTo(Simulator.id(sale));
		assertThat(callback.json().path("payment").asString()).isEqualTo(sale.get("payment"));
		assertThat(callback.json().path("status").asString()).isEqualTo("approved");
		assertThat(callback.json().path("code").isNull()).isTrue();
	}

	@Test
	void tellsHowAChallengeEnded() throws Exception {
		Map<String, Object> sale = sale("pm_card_3ds");
		assertThat(this.simulator.execute(sale).get("status")).isEqualTo("action_required");

		assertThat(this.simulator.submit(Simulator.id(sale), "refuse").statusCode()).isEqualTo(200);
		assertThat(this.simulator.submit(Simulator.id(sale), "approve").statusCode()).isEqualTo(200);
		await().until(() -> this.received.size() == 1);

		assertThat(this.received.remove().json().path("code").asString()).isEqualTo("authentication_failed");
	}

	@Test
	void tellsAgainWhereItIsNotTaken() throws Exception {
		this.failures.set(2);
		this.simulator.faults(Map.of("callbacks_for_all", true));
		assertThat(this.simulator.execute(sale("pm_card_declined")).get("status")).isEqualTo("declined");

		await().until(() -> this.received.size() == 3);

		assertThat(this.received).extracting(Received::id).containsOnly(this.received.element().id());
		assertThat(this.received).allMatch((callback) -> callback.signature().equals(callback.expectedSignature()));
	}

	@Test
	void tellsTwiceWhenAskedTo() throws Exception {
		this.simulator.faults(Map.of("callbacks_for_all", true, "duplicate_callback_rate", 1));
		assertThat(this.simulator.execute(sale("pm_card_visa")).get("status")).isEqualTo("approved");

		await().until(() -> this.received.size() == 2);

		assertThat(this.received).extracting(Received::id).containsOnly(this.received.element().id());
	}

	@Test
	void tellsLateWhenAskedTo() throws Exception {
		Map<String, Object> late = sale("pm_card_visa");
		Map<String, Object> next = sale("pm_card_visa");
		this.simulator.faults(Map.of("callbacks_for_all", true, "late_callback_rate", 1, "late_by_ms", 5000));
		assertThat(this.simulator.execute(late).get("status")).isEqualTo("approved");
		this.simulator.faults(Map.of("callbacks_for_all", true));
		assertThat(this.simulator.execute(next).get("status")).isEqualTo("approved");

		await().until(() -> this.received.size() == 2);

		assertThat(operations()).containsExactly(Simulator.id(next), Simulator.id(late));
	}

	@Test
	void tellsOutOfOrderWhenAskedTo() throws Exception {
		this.simulator.faults(Map.of("callbacks_for_all", true, "shuffle_callbacks", true));
		List<Map<String, Object>> sales = IntStream.range(0, 20).mapToObj((i) -> sale("pm_card_visa")).toList();
		for (Map<String, Object> sale : sales) {
			assertThat(this.simulator.execute(sale).get("status")).isEqualTo("approved");
		}

		await().until(() -> this.received.size() == sales.size());

		List<String> sent = sales.stream().map((sale) -> Simulator.id(sale)).toList();
		assertThat(operations()).containsExactlyInAnyOrderElementsOf(sent).isNotEqualTo(sent);
	}

	private List<String> operations() {
		return this.received.stream().map((callback) -> callback.json().path("operation").asString()).toList();
	}

	private Map<String, Object> sale(String token) {
		Map<String, Object> sale = Simulator.operation(Simulator.newOperation(), Simulator.newPayment(), "sale", 1999,
				token);
		sale.put("callback_url", "http://127.0.0.1:" + this.receiver.port() + "/callbacks");
		return sale;
	}

	private Mono<Void> receive(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap((body) -> {
			this.received.add(new Received(request.requestHeaders().get("webhook-id"),
					request.requestHeaders().get("webhook-timestamp"),
					request.requestHeaders().get("webhook-signature"), body));
			return response.status((this.failures.getAndDecrement() > 0) ? 503 : 204).send();
		});
	}

	private record Received(String id, String timestamp, String signature, String body) {

		JsonNode json() {
			return Simulator.JSON.readTree(this.body);
		}

		String expectedSignature() {
			return WebhookSignature.of(this.id, this.timestamp, this.body);
		}

	}

}
