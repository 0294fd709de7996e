package dev.sluice.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the build and its documents promise beside the code. */
class BuildTests {

	private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests?|Watch))`");

	private static final Pattern USED = Pattern.compile("uses: (\\S+)");

	@Test
	void theJarOfTheImageCarriesTheListOfWhatItIsMadeOf() {
		assertThat(Path.of("pom.xml")).content()
			.containsPattern("<id>sbom</id>\\s+<build>\\s+<plugins>\\s+<plugin>\\s+<groupId>org.cyclonedx</groupId>")
			.contains("<phase>prepare-package</phase>");
		assertThat(Path.of("Dockerfile")).content().contains("mvnw -B -Psbom ");
	}

	/** A tag can be moved by whoever has taken over an action; a commit cannot. */
	@Test
	void actionsAreNamedByTheirCommits() throws IOException {
		assertThat(matches(USED, Path.of(".github", "workflows"))).hasSizeGreaterThan(5)
			.allMatch((action) -> action.startsWith("./") || action.matches("[\\w./-]+@[0-9a-f]{40}"));
	}

	@Test
	void eachTestThatIsToProveAPromiseIsThere() throws IOException {
		List<String> tests = files(Path.of("src", "test", "java")).map((file) -> file.getFileName().toString())
			.toList();

		assertThat(matches(TEST, Path.of("SECURITY.md"))).hasSizeGreaterThan(20)
			.allSatisfy((test) -> assertThat(tests).contains(test + ".java"));
	}

	private static List<String> matches(Pattern pattern, Path files) throws IOException {
		return files(files).flatMap((file) -> {
			try {
				return pattern.matcher(Files.readString(file))
					.results()
					.map((match) -> match.group(1))
					.toList()
					.stream();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}).toList();
	}

	private static Stream<Path> files(Path path) throws IOException {
		try (Stream<Path> found = Files.walk(path)) {
			return found.filter(Files::isRegularFile).toList().stream();
		}
	}

}
