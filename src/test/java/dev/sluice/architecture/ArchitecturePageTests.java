package dev.sluice.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents show of modules and rooms is what the code says of itself. */
class ArchitecturePageTests {

	/** A type, with its room or without, or a script of the page. */
	private static final Pattern NAME = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+|[a-z/]+\\.js)`");

	private static final Path README = Path.of("README.md");

	private static final Path ARCHITECTURE = Path.of("docs", "architecture.md");

	@ParameterizedTest(name = "{1} of {0}")
	@MethodSource("parts")
	void showsWhatTheCodeSays(Path document, String part, String expected) throws IOException {
		Path target = Files.createDirectories(Path.of("target")).resolve(part.replace(' ', '-') + ".md");
		Files.writeString(target, expected + "\n");

		assertThat(Files.readString(document))
			.as("%s has not the %s that the code has; %s is what belongs there", document, part, target)
			.contains("\n" + expected + "\n");
	}

	@Test
	void namesTypesAndScriptsThatAreThere() throws IOException {
		List<String> names = NAME.matcher(Files.readString(ARCHITECTURE))
			.results()
			.map((found) -> found.group(1).endsWith(".js") ? found.group(1)
					: found.group(1).replace('.', '/') + ".java")
			.toList();
		Set<String> files = filesOfTheCode();

		assertThat(names).hasSizeGreaterThan(30)
			.allSatisfy((name) -> assertThat(files).as(name).anyMatch((file) -> file.endsWith("/" + name)));
	}

	private static Set<String> filesOfTheCode() throws IOException {
		try (Stream<Path> java = Files.walk(Path.of("src", "main", "java"));
				Stream<Path> page = Files.walk(Path.of("frontend", "page"))) {
			return Stream.concat(java, page)
				.map((file) -> file.toString().replace('\\', '/'))
				.collect(Collectors.toSet());
		}
	}

	static Arguments[] parts() {
		Blueprint blueprint = new Blueprint(Room.all());
		return new Arguments[] { Arguments.of(README, "table of modules", blueprint.modulesTable()),
				Arguments.of(ARCHITECTURE, "drawing", blueprint.drawing()),
				Arguments.of(ARCHITECTURE, "table of rooms", blueprint.roomsTable()) };
	}

}
