package dev.sluice.values;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Times as they are sent. */
class Rfc3339Tests {

	@ParameterizedTest
	@CsvSource({ "2026-03-02T09:30:00Z, 2026-03-02T09:30:00Z", "2026-03-02t09:30:00.5z, 2026-03-02T09:30:00.5Z",
			"2026-03-02T09:30:00+01:00, 2026-03-02T08:30:00Z", "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
			"2016-12-31T23:59:60.25Z, 2017-01-01T00:00:00.25Z", "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z",
			"2015-06-30T16:59:60-07:00, 2015-07-01T00:00:00Z" })
	void areInstants(String text, Instant instant) {
		assertThat(Rfc3339.read(text)).contains(instant);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-03-02T09:30:60Z", "2016-12-31T23:58:60Z", "2016-12-30T23:59:60Z",
			"2016-12-31T23:59:61Z", "2016-12-31T23:59:60+01:00", "9999-12-31T23:59:60Z", "2026-02-29T00:00:00Z",
			"2026-03-02", "2026-03-02T09:30:00", "" })
	void areNot(String text) {
		assertThat(Rfc3339.read(text)).isEmpty();
	}

}
