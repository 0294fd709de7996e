package dev.sluice.http.passage;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.sluice.http.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LateRequestsTests {

	private final LateRequests late = new LateRequests();

	private final AtomicBoolean stopped = new AtomicBoolean();

	private final AtomicReference<Throwable> told = new AtomicReference<>();

	private final Sinks.Empty<Void> answer = Sinks.empty();

	@BeforeEach
	void start() {
		this.late.start();
	}

	@Test
	void waitsForThoseThatCameBefore() throws Exception {
		Disposable request = request().subscribe();

		this.late.stop(() -> this.stopped.set(true));

		Thread.sleep(50);
		assertThat(this.stopped).isFalse();
		this.answer.tryEmitEmpty().orThrow();
		await().untilTrue(this.stopped);
		assertThat(request.isDisposed()).isTrue();
		assertThat(this.told).hasNullValue();
	}

	@Test
	void waitsForNobodyWhoHasHungUp() {
		request().subscribe().dispose();

		this.late.stop(() -> this.stopped.set(true));

		await().untilTrue(this.stopped);
	}

	/** As one does whose connection had been accepted, but was unknown to the server. */
	@Test
	void sendsElsewhereWhoComesLater() {
		this.late.stop(() -> this.stopped.set(true));
		await().untilTrue(this.stopped);

		StepVerifier.create(request()).verifyComplete();

		Problem problem = (Problem) Objects.requireNonNull(this.told.get());
		assertThat(problem.status().value()).isEqualTo(503);
		assertThat(problem.code()).isEqualTo("overloaded");
		assertThat(problem.headers()).containsEntry("Connection", "close").containsEntry("Retry-After", "1");
	}

	@Test
	void serveUntilTheServerHasWaited() {
		assertThat(this.late.getPhase()).isBetween(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1,
				WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1);
	}

	private Mono<Void> request() {
		WebExceptionHandler problems = (exchange, error) -> {
			this.told.set(error);
			return Mono.empty();
		};
		return new Passage(new ForwardedHeaderTransformer(), ServerCodecConfigurer.create(),
				Step.chain(List.of(this.late), (exchange) -> this.answer.asMono()), List.of(problems))
			.handle(MockServerHttpRequest.get("/").build(), new MockServerHttpResponse());
	}

}
