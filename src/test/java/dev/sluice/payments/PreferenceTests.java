package dev.sluice.payments;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.reactive.function.server.MockServerRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a {@code Prefer} header is heard. */
class PreferenceTests {

	private static final PaymentSettings SETTINGS = new PaymentSettings(Duration.ofSeconds(10), Duration.ofSeconds(60));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			wait=1                              | 1  | wait=1
			Wait=1                              | 1  | wait=1
			WAIT = "1"                          | 1  | wait=1
			wait="1"                            | 1  | wait=1
			wait=0                              | 0  | wait=0
			wait=9999                           | 60 | wait=60
			wait=3; because=now                 | 3  | wait=3
			wait=3, wait=7                      | 3  | wait=3
			wait=soon, wait=7                   | 10 |
			wait=-1                             | 10 |
			wait=99999999999999999999           | 10 |
			wait                                | 10 |
			wait=3;wait=7, foo                  | 3  | wait=3
			handling=lenient; wait=3            | 10 |
			foo="a, wait=3", bar                | 10 |
			foo="a\\", wait=3", wait=4          | 4  | wait=4
			foo="a, wait=3, b", wait=4          | 4  | wait=4
			foo="bar                            | 10 |
			;;;,,, wait=4                       | 4  | wait=4
			awaiting=3                          | 10 |
			return=minimal                      | 10 |
			''                                  | 10 |
			Respond-Async                       | 0  | respond-async
			respond-async="yes"                 | 0  | respond-async
			respond-async, wait=3               | 3  | respond-async, wait=3
			return=minimal , respond-async;a=b  | 0  | respond-async
			""")
	void isReadAsTheStandardHasIt(String header, int seconds, String applied) {
		Preference preference = Preference.of(MockServerRequest.builder().header("Prefer", header).build(), SETTINGS);

		assertThat(preference.patience()).hasSeconds(seconds);
		assertThat(preference.applied(true).orElse(null)).isEqualTo(applied);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			respond-async         |
			respond-async, wait=3 | wait=3
			""")
	void isNotSaidToBeAppliedWhereTheAnswerWasThereAtOnce(String header, String applied) {
		Preference preference = Preference.of(MockServerRequest.builder().header("Prefer", header).build(), SETTINGS);

		assertThat(preference.applied(false).orElse(null)).isEqualTo(applied);
	}

	@ParameterizedTest
	@CsvSource({ "foo, wait=5", "wait=5, wait=7" })
	void mayComeInSeveralHeaders(String first, String second) {
		MockServerRequest request = MockServerRequest.builder()
			.header("Prefer", first.strip())
			.header("Prefer", second.strip())
			.build();

		assertThat(Preference.of(request, SETTINGS).patience()).hasSeconds(5);
	}

}
