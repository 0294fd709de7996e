package dev.sluice.destinations.webhooks;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Wishes to be left alone, as servers write them. */
class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			1                                        | PT1S
			 120                                     | PT2M
			0000000001                               | PT1H
			3600                                     | PT1H
			3601                                     | PT1H
			99999999999999999999999999999999999999999 | PT1H
			Sat, 28 Nov 2026 12:00:30 GMT            | PT30S
			Sun, 29 Nov 2026 12:00:30 GMT            | PT1H
			""")
	void areGrantedForAnHourAtTheMost(String value, Duration wish) {
		assertThat(RetryAfter.read(value, NOW, Duration.ofHours(1))).isEqualTo(wish);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "0", "-5", "+5", "1.5", "soon", "٣", "Sat, 28 Nov 2026 11:59:59 GMT",
			"Mon, 28 Nov 2026 12:00:30 GMT", "2026-11-28T12:00:30Z" })
	void areNoneWhereNothingIsWished(String value) {
		assertThat(RetryAfter.read(value, NOW, Duration.ofHours(1))).isNull();
	}

}
