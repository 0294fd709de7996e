package dev.sluice.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents show of modules and rooms is what the code says of itself. */
class ArchitecturePageTests {

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

	static Arguments[] parts() {
		Blueprint blueprint = new Blueprint(Room.all());
		return new Arguments[] { Arguments.of(README, "table of modules", blueprint.modulesTable()),
				Arguments.of(ARCHITECTURE, "drawing", blueprint.drawing()),
				Arguments.of(ARCHITECTURE, "table of rooms", blueprint.roomsTable()) };
	}

}
