package dev.sluice.destinations.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.sluice.journal.everyone.Stretch;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose turn it is to be read. */
class BacklogTests {

	private final Backlog backlog = new Backlog();

	private final List<UUID> merchants = IntStream.range(0, 3).mapToObj((index) -> new UUID(0, index)).toList();

	@Test
	void givesEachItsTurnFromWhereItWasLeft() {
		enterAll();
		this.merchants.forEach(this.backlog::grown);

		assertThat(this.backlog.take(2)).extracting(Stretch::merchant)
			.containsExactly(this.merchants.get(0), this.merchants.get(1));
		this.backlog.reach(this.merchants.get(0), 17);
		this.backlog.grown(this.merchants.get(0));

		assertThat(this.backlog.take(2)).containsExactly(new Stretch(this.merchants.get(2), 0),
				new Stretch(this.merchants.get(0), 17));
		assertThat(this.backlog.take(2)).isEmpty();
	}

	@Test
	void neverGoesBack() {
		enterAll();
		this.backlog.reach(this.merchants.getFirst(), 17);
		this.backlog.reach(this.merchants.getFirst(), 3);

		assertThat(this.backlog.reached(this.merchants.getFirst())).isEqualTo(17);
	}

	@Test
	void hasItLookedWhereSomebodyIsNotKnown() {
		this.backlog.grown(this.merchants.getFirst());

		assertThat(this.backlog.take(1)).isEmpty();
		assertThat(this.backlog.knows(this.merchants.getFirst())).isFalse();
		assertThat(this.backlog.takeLook()).isTrue();
		assertThat(this.backlog.takeLook()).isFalse();
		assertThat(this.backlog.isWanted()).isFalse();
	}

	@Test
	void letsWaitUntilThereMayBeMore() {
		enterAll();

		StepVerifier.create(this.backlog.wanted())
			.expectSubscription()
			.expectNoEvent(Duration.ofMillis(50))
			.then(() -> this.backlog.grown(this.merchants.getLast()))
			.verifyComplete();
		StepVerifier.create(this.backlog.wanted()).verifyComplete();
	}

	@Test
	void letsWaitUntilItHasToBeLooked() {
		StepVerifier.create(this.backlog.wanted()).then(this.backlog::missed).verifyComplete();
		assertThat(this.backlog.takeLook()).isTrue();
	}

	@Test
	void readsNothingMoreOfWhomItLeft() {
		enterAll();
		this.backlog.grown(this.merchants.getFirst());

		assertThat(this.backlog.leave(this.merchants.getFirst())).isTrue();
		assertThat(this.backlog.leave(this.merchants.getFirst())).isFalse();
		this.backlog.grown(this.merchants.getFirst());
		assertThat(this.backlog.isWanted()).isFalse();
	}

	@Test
	void letsNobodyWaitWhenItIsOver() {
		StepVerifier.create(this.backlog.wanted()).then(this.backlog::end).verifyComplete();
		StepVerifier.create(this.backlog.wanted()).verifyComplete();
		assertThat(this.backlog.isOver()).isTrue();
	}

	private void enterAll() {
		this.merchants.forEach((merchant) -> this.backlog.enter(Origin.of(merchant, Optional.empty()), 0));
	}

}
