package dev.sluice.simulator.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChanceTests {

	@Test
	void dependsOnNothingButItsParts() {
		assertThat(new Chance(42, "op_1", 1).value("error")).isEqualTo(new Chance(42, "op_1", 1).value("error"));

		assertThat(List.of(new Chance(42, "op_1", 1).value("error"), new Chance(43, "op_1", 1).value("error"),
				new Chance(42, "op_2", 1).value("error"), new Chance(42, "op_1", 2).value("error"),
				new Chance(42, "op_1", 1).value("drop")))
			.doesNotHaveDuplicates();
	}

	@Test
	void hitsAsOftenAsTheRateSays() {
		long hits = LongStream.rangeClosed(1, 100_000)
			.filter((attempt) -> new Chance(1, "op", attempt).hits("error", 0.1))
			.count();

		assertThat(hits).isBetween(9_500L, 10_500L);
		assertThat(new Chance(1, "op", 1).hits("error", 0)).isFalse();
		assertThat(new Chance(1, "op", 1).hits("error", 1)).isTrue();
	}

	@Test
	void givesLatenciesTheirMedianAndTheirTail() {
		Latency latency = new Latency(2, 7, 57);

		assertThat(latency.at(0)).isEqualTo(Duration.ofMillis(2));
		assertThat(latency.at(0.5)).isEqualTo(Duration.ofMillis(7));
		assertThat(latency.at(0.99)).isEqualTo(Duration.ofMillis(57));
		assertThat(latency.at(0.9999999)).isEqualTo(latency.at(0.999));
		assertThat(Latency.NONE.at(0.99)).isZero();
		assertThat(new Latency(5, 5, 50).at(0.99)).isEqualTo(Duration.ofMillis(50));
	}

	@Test
	void countsAttemptsOfAsManyAsItRemembers() {
		Attempts attempts = new Attempts(2);

		assertThat(List.of(attempts.next("a"), attempts.next("a"), attempts.next("b"), attempts.next("c"),
				attempts.next("c"), attempts.next("a")))
			.containsExactly(1L, 2L, 1L, 1L, 2L, 1L);
	}

	@Test
	void shufflesCallbacksAlikeForTheSameSeed() {
		Faults faults = new Faults(9, Latency.NONE, 0, 0, 0, 0, 0, 0, true, false, false);

		assertThat(delays(faults)).isEqualTo(delays(faults))
			.doesNotHaveDuplicates()
			.isNotEqualTo(delays(faults).stream().sorted().toList());
	}

	private static List<Duration> delays(Faults faults) {
		return IntStream.range(0, 10)
			.mapToObj((i) -> faults.callbackDelay(new Chance(faults.seed(), "op_" + i, 1), Duration.ofSeconds(100)))
			.toList();
	}

}
