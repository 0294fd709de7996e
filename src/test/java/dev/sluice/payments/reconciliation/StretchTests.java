package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.payments.reconciliation.Stretch.Range;
import dev.sluice.values.TypeId;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How much is read at once. */
class StretchTests {

	private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

	private final List<Duration> read = new ArrayList<>();

	/** However little there is in one. */
	@ParameterizedTest
	@CsvSource({ "PT1H, PT4H", "PT2H, PT6H", "PT6H, PT6H" })
	void growsToSixHours(Duration length, Duration next) {
		Range range = new Range(BEGIN, BEGIN.plus(Duration.ofDays(300)));
		Stretch stretch = Stretch.of(range, range.first(), TypeId.first(BEGIN.plus(length)), List.of());

		assertThat(stretch.next()).isBetween(next.minusMillis(4), next.plusMillis(4));
	}

	@Test
	void isHalvedWhereTheDatabaseTakesTooLong() {
		Reach reach = new Reach(Duration.ofHours(6));

		assertThat(reach.read(Duration.ofHours(8), (length) -> read(length, Duration.ofHours(2))).block())
			.isEqualTo(Duration.ofMinutes(90));
		assertThat(reach.read(Duration.ofHours(8), (length) -> read(length, Duration.ofHours(2))).block())
			.isEqualTo(Duration.ofMinutes(90));
		assertThat(this.read).containsExactly(Duration.ofHours(6), Duration.ofHours(3), Duration.ofMinutes(90),
				Duration.ofMinutes(90));
	}

	@Test
	void endsWhereNothingCanBeReadInTime() {
		Mono<Duration> never = new Reach(Duration.ofHours(6)).read(Duration.ofHours(6),
				(length) -> read(length, Duration.ZERO));

		assertThatThrownBy(never::block).isInstanceOf(DataAccessResourceFailureException.class);
		assertThat(this.read).hasSizeLessThan(12);
	}

	private Mono<Duration> read(Duration length, Duration most) {
		return Mono.fromSupplier(() -> {
			this.read.add(length);
			if (length.compareTo(most) > 0) {
				throw new DataAccessResourceFailureException("", new R2dbcNonTransientResourceException(
						"canceling statement due to statement timeout", "57014"));
			}
			return length;
		});
	}

}
