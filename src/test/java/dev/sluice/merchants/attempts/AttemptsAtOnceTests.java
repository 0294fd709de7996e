package dev.sluice.merchants.attempts;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.sluice.http.Problem;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many who show the same key while it is looked up, as after a start. Three attempts may
 * fail in an hour.
 */
class AttemptsAtOnceTests {

	private static final int MANY = 20;

	private static final byte[] HASH = { 1, 2, 3 };

	private final Attempts attempts = new Attempts(new AttemptSettings(Duration.ofHours(1), 3, 3, 100));

	private final ServerHttpRequest request = MockServerHttpRequest.get("/v1/payments")
		.remoteAddress(new InetSocketAddress("192.0.2.1", 1234))
		.build();

	private final List<Sinks.One<String>> lookUps = new ArrayList<>();

	private final List<String> answers = new ArrayList<>();

	private final List<Disposable> requests = new ArrayList<>();

	@Test
	void areAllLetInWhereTheKeyIsRight() {
		ask();

		answer();

		assertThat(this.answers).hasSize(MANY).containsOnly("found");
	}

	@Test
	void failNoMoreOftenThanTheyMay() {
		ask();

		while (!this.lookUps.isEmpty()) {
			this.lookUps.removeFirst()
				.tryEmitError(Problem.of(HttpStatus.UNAUTHORIZED, "invalid_api_key", "Nobody has this key."))
				.orThrow();
		}

		assertThat(this.answers).hasSize(MANY);
		assertThat(this.answers.stream().filter("invalid_api_key"::equals)).hasSize(3);
		assertThat(this.answers.stream().filter("too_many_attempts"::equals)).hasSize(MANY - 3);
	}

	@Test
	void goOnWhereTheFirstOneLeaves() {
		ask();

		this.requests.getFirst().dispose();
		answer();

		assertThat(this.answers).hasSize(MANY - 1).containsOnly("found");
	}

	/** Nobody waits for one after the other where the database is away. */
	@Test
	void failTogetherWhereItCannotBeLookedUp() {
		ask();

		this.lookUps.removeFirst()
			.tryEmitError(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "database_unavailable", "It is away."))
			.orThrow();

		assertThat(this.answers).hasSize(MANY).containsOnly("database_unavailable");
		ask();
		answer();
		assertThat(this.answers.stream().filter("found"::equals)).hasSize(MANY);
	}

	private void ask() {
		Mono<String> lookUp = Mono.defer(() -> {
			Sinks.One<String> found = Sinks.one();
			this.lookUps.add(found);
			return found.asMono();
		});
		for (int i = 0; i < MANY; i++) {
			this.requests.add(this.attempts.credential(this.request, HASH, lookUp)
				.subscribe(this.answers::add, (error) -> this.answers.add(((Problem) error).code())));
		}
	}

	/** Whoever is looked up by then, and after that, is found. */
	private void answer() {
		while (!this.lookUps.isEmpty()) {
			Sinks.One<String> found = Objects.requireNonNull(this.lookUps.removeFirst());
			var _ = found.tryEmitValue("found");
		}
	}

}
