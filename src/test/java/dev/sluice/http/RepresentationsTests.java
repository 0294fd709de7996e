package dev.sluice.http;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.MediaType;
import org.springframework.mock.web.reactive.function.server.MockServerRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which of JSON, NDJSON and CSV, in this order, an {@code Accept} header asks for. */
class RepresentationsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			*/*                                                  | application/json
			application/*                                        | application/json
			text/*                                               | text/csv
			text/csv                                             | text/csv
			TEXT/CSV; charset=utf-8                              | text/csv
			application/x-ndjson, application/json               | application/x-ndjson
			application/json, application/x-ndjson               | application/json
			*/*, text/csv                                        | text/csv
			application/json;q=0.5, text/csv                     | text/csv
			application/json;q=0, */*                            | application/x-ndjson
			application/json;q=0, application/x-ndjson;q=0, */*  | text/csv
			application/*;q=0, */*                               | text/csv
			application/*;q=0.1, application/json;q=0.9, */*     | text/csv
			text/html, application/xhtml+xml, */*;q=0.8          | application/json
			text/csv;q=0.2, */*;q=0.1                            | text/csv
			""")
	void choosesByTheMostSpecificRange(String accept, String chosen) {
		assertThat(choose(accept)).hasToString(chosen);
	}

	@Test
	void choosesTheFirstWhereNothingIsSaid() {
		assertThat(Representations.choose(MockServerRequest.builder().build(), MediaType.APPLICATION_JSON))
			.isEqualTo(MediaType.APPLICATION_JSON);
	}

	@Test
	void readsAsManyMediaTypesAsFitIntoAHeader() {
		String many = IntStream.range(0, 500).mapToObj((i) -> "text/x-" + i).collect(Collectors.joining(", "));

		assertThat(choose(many + ", text/csv")).hasToString("text/csv");
		assertRefused(many);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*;q=0", "application/json;q=0", "application/json;q=0, application/*;q=0, text/*;q=0",
			"text/html", ";;;", "broken", "a/b;q=x", "*/json", "text/csv;q=2", ",,;" })
	void refusesWhatCannotBeServed(String accept) {
		assertRefused(accept);
	}

	private static void assertRefused(String accept) {
		assertThatThrownBy(() -> choose(accept)).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem.code()).isEqualTo("not_acceptable"));
	}

	private static MediaType choose(String accept) {
		return Representations.choose(MockServerRequest.builder().header("Accept", accept).build(),
				MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON, new MediaType("text", "csv"));
	}

}
