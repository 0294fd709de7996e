package dev.sluice.payments.recording;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.sluice.http.Problem;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Who waits for whom. */
class LaneTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Lane lane = new Lane(new LaneSettings(2, Duration.ofMinutes(1)));

	private final PaymentId payment = new PaymentId(TypeId.next());

	private final Sinks.Empty<Void> end = Sinks.empty();

	private final List<String> begun = new CopyOnWriteArrayList<>();

	@Test
	void letsOneAfterTheOtherIn() {
		var _ = this.lane.ask(this.payment, work("first")).subscribe();
		var _ = this.lane.ask(this.payment, work("second")).subscribe();
		assertThat(this.begun).containsExactly("first");

		this.end.tryEmitEmpty().orThrow();

		assertThat(this.begun).containsExactly("first", "second");
	}

	@Test
	void refusesARequestTooManyAndNoOutcome() {
		var _ = this.lane.ask(this.payment, work("first")).subscribe();
		Disposable second = this.lane.ask(this.payment, work("second")).subscribe();

		assertRefused();
		var _ = this.lane.follow(this.payment, work("outcome")).subscribe();
		second.dispose();
		assertRefused();
		var _ = this.lane.ask(new PaymentId(TypeId.next()), work("of another payment")).subscribe();

		this.end.tryEmitEmpty().orThrow();
		var _ = this.lane.ask(this.payment, work("next")).subscribe();
		assertThat(this.begun).containsExactly("first", "of another payment", "outcome", "next");
	}

	/** And lets nobody in before those who came earlier. */
	@Test
	void refusesARequestThatWaitsForTooLong() {
		Lane hasty = new Lane(new LaneSettings(3, Duration.ofMillis(50)));
		var _ = hasty.ask(this.payment, work("first")).subscribe();

		assertThatThrownBy(() -> hasty.ask(this.payment, work("second")).block(PATIENCE))
			.isInstanceOfSatisfying(Problem.class, (problem) -> assertThat(problem.code()).isEqualTo("contention"));
		var _ = hasty.follow(this.payment, work("outcome")).subscribe();
		assertThat(this.begun).containsExactly("first");

		this.end.tryEmitEmpty().orThrow();

		// Who waited for too long leaves on the thread that told him so.
		await().untilAsserted(() -> assertThat(this.begun).containsExactly("first", "outcome"));
	}

	private void assertRefused() {
		assertThatThrownBy(() -> this.lane.ask(this.payment, work("one too many")).block(PATIENCE))
			.isInstanceOfSatisfying(Problem.class, (problem) -> assertThat(problem.code()).isEqualTo("contention"));
	}

	/** Goes on until the end. */
	private Mono<Void> work(String name) {
		return Mono.defer(() -> {
			this.begun.add(name);
			return this.end.asMono();
		});
	}

}
