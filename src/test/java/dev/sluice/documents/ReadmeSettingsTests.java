package dev.sluice.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the values that the README tells of settings those of the code. What it says in
 * words is not compared.
 */
class ReadmeSettingsTests {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final Pattern ROW = Pattern.compile("^\\| (`sluice\\.[^|]*) \\| ([^|]*) \\| ", Pattern.MULTILINE);

	private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

	@Test
	void areThoseOfTheCode() throws Exception {
		Map<String, String> told = told();
		Map<String, String> known = known();

		assertThat(told).hasSizeGreaterThan(80);
		assertThat(known).containsAllEntriesOf(told);
	}

	private static Map<String, String> told() throws IOException {
		Map<String, String> told = new LinkedHashMap<>();
		ROW.matcher(Files.readString(Path.of("README.md"))).results().forEach((row) -> {
			List<String> names = names(row.group(1));
			List<String> values = List.of(row.group(2).split(", ", -1));
			if (names.size() == values.size()) {
				IntStream.range(0, names.size())
					.filter((i) -> QUOTED.matcher(values.get(i)).matches())
					.forEach((i) -> told.put(names.get(i), values.get(i).replace("`", "")));
			}
		});
		return told;
	}

	/** One that begins with a dot stands beside the one before. */
	private static List<String> names(String cell) {
		List<String> names = new ArrayList<>();
		for (MatchResult name : QUOTED.matcher(cell).results().toList()) {
			String said = name.group(1);
			names.add(said.startsWith(".") ? names.getLast().replaceAll("\\.[^.]*$", "") + said : said);
		}
		return names;
	}

	private static Map<String, String> known() throws IOException {
		Map<String, String> known = new LinkedHashMap<>();
		for (JsonNode property : JsonMapper.shared().readTree(Files.readString(METADATA)).path("properties")) {
			known.put(property.path("name").asString(),
					property.path("defaultValue").toString().replaceAll("[\"\\[\\]]", ""));
		}
		return known;
	}

}
