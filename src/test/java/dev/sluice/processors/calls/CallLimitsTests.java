package dev.sluice.processors.calls;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Limits that make no sense stop the start, and their properties are named. */
class CallLimitsTests {

	@ParameterizedTest
	@CsvSource({ "0, 1, 1, 1, 1, 1, connect-timeout", "1, 0, 1, 1, 1, 1, response-timeout",
			"1, 1, 0, 1, 1, 1, max-connections", "1, 1, 1, 0, 1, 1, max-pending-calls", "1, 1, 1, 1, 0, 1, open-after",
			"1, 1, 1, 1, 1, -1, open-for" })
	void refusesWhatIsNotPositive(int connect, int respond, int connections, int pending, int openAfter, int openFor,
			String property) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Limits(null, Duration.ofSeconds(connect), Duration.ofSeconds(respond), connections,
					pending, openAfter, Duration.ofSeconds(openFor)))
			.withMessage("sluice.processors.test." + property + " must be positive");
	}

	@Test
	void takesTheSmallest() {
		assertThatNoException().isThrownBy(() -> Limits.of(1, 1, 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.example", "http://127.0.0.1:8080/emulators/one" })
	void canCallWhatPathsCanBeAppendedTo(String url) {
		assertThat(CallLimits.canBeCalled(URI.create(url))).isTrue();
		assertThat(CallLimits.canBeCalled(null)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://api.example", "/v1", "http://an_api.example", "https://api.example?a=b",
			"https://api.example#a", "https://somebody@api.example" })
	void cannotCallAnythingElse(String url) {
		assertThat(CallLimits.canBeCalled(URI.create(url))).isFalse();
	}

}
