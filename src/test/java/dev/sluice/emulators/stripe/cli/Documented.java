package dev.sluice.emulators.stripe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the page about the emulators says of Stripe's own command-line tool. */
final class Documented {

	private static final Pattern NAME = Pattern.compile("`([a-z_.]+)`");

	private Documented() {
	}

	/** The triggers of the rows of its table that begin so. */
	static Stream<String> triggers(String row) throws IOException {
		return section().lines()
			.filter((line) -> line.startsWith("| " + row))
			.flatMap((line) -> NAME.matcher(line).results())
			.map((name) -> name.group(1));
	}

	/** What it shows to be typed, without where the emulator is. */
	static List<String[]> commands() throws IOException {
		return section().replace("\\\n", " ")
			.lines()
			.map(String::strip)
			.filter((line) -> line.startsWith("stripe ") && line.endsWith(" $at"))
			.map((line) -> line.substring("stripe ".length(), line.length() - " $at".length()))
			.map((line) -> line.replace("'", "").split(" +"))
			.toList();
	}

	private static String section() throws IOException {
		String page = Files.readString(Path.of("docs", "emulators.md"));
		int start = page.indexOf("\n### Stripe's own command-line tool\n");
		return page.substring(start, page.indexOf("\n## ", start));
	}

}
