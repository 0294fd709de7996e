package dev.sluice.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.http.Problem;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When the database is taken to be away, and when it is back. */
@ExtendWith(OutputCaptureExtension.class)
class CircuitTests {

	private static final CircuitSettings SETTINGS = new CircuitSettings(Duration.ofMillis(200), Duration.ofMillis(100),
			Duration.ofMillis(10), Duration.ofMillis(20));

	private final R2dbcNonTransientResourceException broken = new R2dbcNonTransientResourceException("broken", "08006");

	private final AtomicBoolean there = new AtomicBoolean(true);

	private final AtomicInteger probes = new AtomicInteger();

	private final Circuit circuit = new Circuit("PostgreSQL", SETTINGS, Mono.defer(() -> {
		this.probes.incrementAndGet();
		return this.there.get() ? Mono.just(true) : Mono.never();
	}));

	@AfterEach
	void stop() {
		this.circuit.dispose();
	}

	@Test
	void refusesOnceEverythingFailedForAWhileAndSaysSoOnce(CapturedOutput output) {
		this.there.set(false);

		await().untilAsserted(() -> {
			this.circuit.failed(this.broken);
			assertThat(isThere()).isFalse();
		});
		assertThat(isThere()).isFalse();
		this.there.set(true);
		await().until(this::isThere);

		assertThat(output.getOut().lines().filter((line) -> line.contains("PostgreSQL is away"))).hasSize(1);
		assertThat(output.getOut().lines().filter((line) -> line.contains("PostgreSQL answers again"))).singleElement()
			.asString()
			.doesNotContain(" 0 times");
	}

	@Test
	void takesForAnAnswerWhatIsSaidOfAStatement() throws InterruptedException {
		this.circuit.failed(this.broken);
		Thread.sleep(SETTINGS.failing());
		this.circuit.failed(new R2dbcBadGrammarException("no such table", "42P01"));
		this.circuit.failed(this.broken);

		assertThat(isThere()).isTrue();
	}

	@Test
	void keepsWhatIsOpenWhereThereAreNoMoreConnections() throws InterruptedException {
		var full = new R2dbcNonTransientResourceException("too many clients", "53300");
		this.circuit.failed(full);
		Thread.sleep(SETTINGS.failing());
		this.circuit.failed(full);

		assertThat(isThere()).isTrue();
	}

	@Test
	void tellsWhoeverWaitsOnceNobodyHearsAWord() {
		AtomicBoolean told = new AtomicBoolean();
		this.there.set(false);

		var waiting = this.circuit.await(() -> told.set(true));

		await().untilTrue(told);
		assertThat(isThere()).isFalse();
		assertThat(this.circuit.absences()).isOne();
		waiting.dispose();
	}

	@Test
	void isNotMisledByOneWhoWaitsLong() {
		var waiting = this.circuit.await(() -> {
		});

		await().until(() -> this.probes.get() > 3);

		assertThat(isThere()).isTrue();
		waiting.dispose();
	}

	@Test
	void isNotMisledByADatabaseWithoutAConnectionToSpare() {
		AtomicInteger asked = new AtomicInteger();
		Circuit full = new Circuit("PostgreSQL", SETTINGS, Mono.defer(() -> {
			asked.incrementAndGet();
			return Mono.error(new R2dbcNonTransientResourceException("too many clients already", "53300"));
		}));
		var waiting = full.await(() -> {
		});

		await().until(() -> asked.get() > 3);

		assertThat(full.absences()).isZero();
		waiting.dispose();
		full.dispose();
	}

	private boolean isThere() {
		return Boolean.TRUE.equals(this.circuit.guard(Mono.just(true))
			.onErrorResume(Problem.class, (problem) -> Mono.just(false))
			.block());
	}

}
