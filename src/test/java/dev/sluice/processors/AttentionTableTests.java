package dev.sluice.processors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the table of what a person has to look into complete, as far as the reasons stand
 * in the code; others are a processor's own.
 */
class AttentionTableTests {

	private static final Pattern SAID = Pattern.compile("Outcome\\.Unanswerable\\((\"[a-z_]+\"|[A-Z_]+)\\)");

	private static final Pattern ROW = Pattern.compile("\\| (`[^|]+) \\| [^|]+ \\| [^|]+ \\|");

	private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

	@Test
	void hasEachReasonThatTheCodeHas() throws IOException {
		Set<String> reasons = new TreeSet<>();
		try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/sluice"))) {
			for (Path file : files.filter((each) -> each.toString().endsWith(".java")).toList()) {
				String code = Files.readString(file);
				SAID.matcher(code).results().map((said) -> value(code, said.group(1))).forEach(reasons::add);
			}
		}

		assertThat(reasons).contains("key_forgotten", "credentials_of_other_mode", "other_amount");
		assertThat(written()).containsAll(reasons);
	}

	/** A constant is one of the same file. */
	private static String value(String code, String said) {
		return said.startsWith("\"") ? said.replace("\"", "")
				: Pattern.compile("String " + said + " = \"([a-z_]+)\"")
					.matcher(code)
					.results()
					.map((found) -> found.group(1))
					.findFirst()
					.orElseThrow(() -> new AssertionError("It is not said what " + said + " is"));
	}

	private static Set<String> written() throws IOException {
		return Files.readString(Path.of("docs", "statuses.md"))
			.lines()
			.dropWhile((line) -> !line.equals("## Nobody can tell"))
			.skip(1)
			.takeWhile((line) -> !line.startsWith("## "))
			.flatMap((line) -> ROW.matcher(line).results())
			.map((row) -> row.group(1))
			.flatMap((cell) -> CODE.matcher(cell).results().map((MatchResult code) -> code.group(1)))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
