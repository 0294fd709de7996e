package dev.sluice.payments.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps what is written down of decline codes true. */
class DeclineTableTests {

	private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| `([a-z_]+)` \\| [^|]+ \\|");

	@Test
	void namesEachCodeWithItsAdvice() throws IOException {
		List<String> written = lines("docs/statuses.md").dropWhile((line) -> !line.equals("## Declines"))
			.skip(1)
			.takeWhile((line) -> !line.startsWith("## "))
			.map(ROW::matcher)
			.filter(Matcher::matches)
			.map((row) -> row.group(1) + " " + row.group(2))
			.toList();

		assertThat(written).containsExactlyElementsOf(Arrays.stream(DeclineCode.values())
			.map((code) -> code.wireName() + " " + code.advice().name().toLowerCase(Locale.ROOT))
			.toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "openapi.yaml", "asyncapi.yaml" })
	void namesEachCodeInTheDescriptionOfTheApi(String document) throws IOException {
		String described = String.join(" ",
				lines("src/main/resources/openapi/" + document).dropWhile((line) -> !line.equals("    Decline:"))
					.takeWhile((line) -> !line.contains("examples: [insufficient_funds"))
					.toList());

		assertThat(DeclineCode.values())
			.allSatisfy((code) -> assertThat(described).contains("`" + code.wireName() + "`"));
	}

	private static Stream<String> lines(String file) throws IOException {
		return Files.readString(Path.of(file)).lines();
	}

}
