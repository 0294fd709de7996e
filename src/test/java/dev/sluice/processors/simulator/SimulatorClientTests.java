package dev.sluice.processors.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.testing.Ports;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the port answers, whatever the processor at the other end does. */
@SluiceTest
class SimulatorClientTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int PORT = Ports.free();

	private static final Processor.Request REQUEST = new Processor.Request("mer_test", new OperationId(TypeId.next()),
			new PaymentId(TypeId.next()), Kind.SALE, 1999, "EUR", PaymentMethod.token("pm_card_visa"),
			MethodSecrets.NONE, null, null, null, Instant.EPOCH);

	private final AtomicInteger calls = new AtomicInteger();

	private final Processor processor;

	private @Nullable DisposableServer server;

	SimulatorClientTests(@Autowired ConfiguredProcessors processors) {
		this.processor = processors.processors().getFirst();
	}

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("sluice.processors.simulator.url", () -> "http://127.0.0.1:" + PORT);
		registry.add("sluice.processors.simulator.response-timeout", () -> "5s");
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.disposeNow();
		}
	}

	@Test
	void reportsAnApproval() {
		answer(200, "application/json", "{\"operation\": \"" + REQUEST.operation() + "\", \"status\": \"approved\"}");

		assertThat(execute()).isEqualTo(new Outcome.Approved());
	}

	@Test
	void reportsADeclineWithItsReason() {
		answer(200, "application/json",
				"{\"status\": \"declined\", \"code\": \"insufficient_funds\", \"message\": \"Too little.\"}");

		assertThat(execute()).isEqualTo(new Outcome.Declined("insufficient_funds", "Too little."));
	}

	@Test
	void isCertainThatNothingWasDoneWhereNobodyListens() {
		assertThat(execute()).isInstanceOf(Outcome.NotProcessed.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 422, 429 })
	void isCertainThatNothingWasDoneWhereTheRequestIsRefused(int status) {
		answer(status, "application/json", "{\"status\": \"approved\"}");

		assertThat(execute()).isEqualTo(new Outcome.NotProcessed("http_" + status));
	}

	@Test
	void isCertainThatNothingWasDoneWhereTheProcessorSaysSo() {
		serve((request, response) -> response.status(503).header("Sluice-Processed", "no").send());

		assertThat(execute()).isEqualTo(new Outcome.NotProcessed("not_processed"));
	}

	@Test
	void reportsWhatTheCustomerHasToDo() {
		answer(200, "application/json", "{\"status\": \"action_required\", \"url\": \"http://localhost/challenge\"}");

		assertThat(execute()).isEqualTo(new Outcome.ActionRequired(WebAddress.of("http://localhost/challenge")));
	}

	/** The page links to it. */
	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "//bank.example/", "challenge", "", "https://bank.example/\\u0000",
			"https://bank.example/a b", "https://" })
	void doesNotSendTheCustomerWhereNoPageIs(String url) {
		answer(200, "application/json", "{\"status\": \"action_required\", \"url\": \"" + url + "\"}");

		assertUnknown();
	}

	@Test
	void keepsWhatIsSaidOfADeclineCleanAndShort() {
		answer(200, "application/json",
				"{\"status\": \"declined\", \"code\": \"a\\u0000b\", \"message\": \"" + "x".repeat(100_000) + "\"}");

		assertThat(execute()).isEqualTo(new Outcome.Declined("ab", "x".repeat(500)));
	}

	@Test
	void believesThatAnOperationIsUnknownFromTheProcessorAlone() {
		answer(404, "application/problem+json", "{\"code\": \"operation_not_found\"}");
		assertThat(lookUp()).isEqualTo(new Outcome.NotFound());
		stop();

		answer(404, "text/html", "<html>no such page</html>");
		assertThat(lookUp()).isInstanceOf(Outcome.Unknown.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 408, 409, 500, 502, 503, 504 })
	void doesNotKnowWhatAnotherStatusMeans(int status) {
		answer(status, "application/json", "{\"status\": \"approved\"}");

		assertUnknown();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "{}", "[]", "{\"status\": null}", "{\"status\": \"perhaps\"}",
			"{\"status\":", "{\"status\": 1}", "\"approved\"", "<html>approved</html>", "\u0000" })
	void doesNotKnowWhatAnUnreadableAnswerMeans(String body) {
		answer(200, "application/json", body);

		assertUnknown();
	}

	/** Such as one that came late, to whoever asked next. */
	@ParameterizedTest
	@ValueSource(strings = { "approved", "declined", "pending" })
	void doesNotKnowWhatTheAnswerToAnotherRequestMeans(String status) {
		answer(200, "application/json",
				"{\"operation\": \"" + new OperationId(TypeId.next()) + "\", \"status\": \"" + status + "\"}");

		assertUnknown();
		assertThat(lookUp()).isInstanceOf(Outcome.Unknown.class);
	}

	@Test
	void doesNotKnowWhatAPageMeans() {
		answer(200, "text/html", "{\"status\": \"approved\"}");

		assertUnknown();
	}

	@Test
	void doesNotKnowWhatASilentProcessorDid() {
		serve((request, response) -> request.receive().aggregate().then(Mono.never()));

		assertUnknown();
	}

	@Test
	void doesNotKnowWhatAProcessorDidThatHungUp() {
		serve((request, response) -> request.receive().aggregate().then(Mono.fromRunnable(() -> hangUp(response))));

		assertUnknown();
	}

	@Test
	void doesNotKnowWhatAnAnswerThatBreaksOffMeans() {
		serve((request, response) -> response.header("Content-Length", "1000")
			.header("Content-Type", "application/json")
			.sendString(Mono.just("{\"status\": \"approved\""))
			.then(Mono.fromRunnable(() -> hangUp(response))));

		assertUnknown();
	}

	/** Unknown, and not asked a second time behind the caller's back. */
	private void assertUnknown() {
		assertThat(execute()).isInstanceOf(Outcome.Unknown.class);
		assertThat(this.calls).hasValue(1);
	}

	private @Nullable Outcome execute() {
		return this.processor.execute(REQUEST).block(PATIENCE);
	}

	private @Nullable Outcome lookUp() {
		return this.processor.lookUp(REQUEST).block(PATIENCE);
	}

	private void answer(int status, String type, String body) {
		serve((request, response) -> response.status(status).header("Content-Type", type).sendString(Mono.just(body)));
	}

	/** Each connection serves one call, so that none is left over from a test before. */
	private void serve(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
		this.server = HttpServer.create().host("127.0.0.1").port(PORT).handle((request, response) -> {
			this.calls.incrementAndGet();
			return handler.apply(request, response.keepAlive(false));
		}).bindNow();
	}

	private static void hangUp(HttpServerResponse response) {
		response.withConnection((connection) -> {
			var _ = connection.channel().close();
		});
	}

}
