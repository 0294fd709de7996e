package dev.sluice.http;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of whatever lasts when its permit ends. */
class PermitTests {

	private final Sinks.One<Problem> end = Sinks.one();

	private final List<String> happened = new ArrayList<>();

	private final Permit permit = new Permit(this.end.asMono(), Mono.empty());

	@Test
	void endsWhatIsSentAndWhatItIsMadeOf() {
		Sinks.Many<String> pieces = Sinks.many().unicast().onBackpressureBuffer();
		var _ = this.permit.guard(pieces.asFlux().doOnCancel(() -> this.happened.add("cancelled")))
			.subscribe(this.happened::add, (error) -> this.happened.add(((Problem) error).code()));
		pieces.tryEmitNext("piece").orThrow();

		end();

		assertThat(this.happened).containsExactlyInAnyOrder("piece", "cancelled", "ended");
	}

	@Test
	void addsNothingToWhatEndsByItself() {
		var _ = this.permit.guard(Flux.just("piece"))
			.subscribe(this.happened::add, (error) -> this.happened.add("error"), () -> this.happened.add("complete"));

		end();

		assertThat(this.happened).containsExactly("piece", "complete");
	}

	@Test
	void endsWhatIsWaitedFor() {
		var _ = this.permit.hold(Mono.never().doOnCancel(() -> this.happened.add("cancelled")))
			.subscribe((got) -> this.happened.add("got"), (error) -> this.happened.add(((Problem) error).code()));

		end();

		assertThat(this.happened).containsExactlyInAnyOrder("cancelled", "ended");
	}

	@Test
	void letsThroughWhatIsThereInTime() {
		assertThat(this.permit.hold(Mono.just("got")).block()).isEqualTo("got");
		assertThat(this.permit.hold(Mono.empty()).blockOptional()).isEmpty();
	}

	private void end() {
		this.end.tryEmitValue(Problem.of(HttpStatus.UNAUTHORIZED, "ended", "It has ended.")).orThrow();
	}

}
