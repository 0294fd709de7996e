package dev.sluice.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A copy of one of the folders of {@code clients/}, where a client is generated beside
 * the program that pays with it, as their README says. Nothing that runs in it outlives
 * its call.
 */
final class Workshop {

	static final Path CLIENTS = Path.of("clients");

	/** Maven lays it there. */
	private static final Path GENERATOR = Path.of("target/clients/openapi-generator-cli.jar");

	private static final String COMMAND = "openapi-generator-cli ";

	/** Where the README takes the gateway to be. */
	private static final String GATEWAY = "http://localhost:8080";

	private final Path folder;

	private final String gateway;

	private final Map<String, String> environment;

	private Workshop(Path folder, String gateway, String apiKey) {
		this.folder = folder;
		this.gateway = gateway;
		this.environment = new HashMap<>(Map.of("SLUICE_URL", gateway, "SLUICE_API_KEY", apiKey));
	}

	/** The one of this language, for a merchant with this key at this gateway. */
	static Workshop open(String language, Path folder, String gateway, String apiKey) throws IOException {
		try (Stream<Path> files = Files.list(CLIENTS.resolve(language))) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				var _ = Files.copy(file, folder.resolve(file.getFileName()));
			}
		}
		return new Workshop(folder, gateway, apiKey);
	}

	Workshop with(String variable, String value) {
		this.environment.put(variable, value);
		return this;
	}

	/** Generates the client by the README's command, from what the gateway serves. */
	void generate(String generator) throws IOException, InterruptedException {
		assertThat(GENERATOR).as("./mvnw generate-test-resources fetches it").exists();
		List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar",
				GENERATOR.toAbsolutePath().toString()));
		command.addAll(Arrays.asList(command(generator).substring(COMMAND.length()).split("\\s+")));
		command.replaceAll((word) -> word.replace(GATEWAY, this.gateway));
		var _ = run(command.toArray(String[]::new));
	}

	private static String command(String generator) throws IOException {
		return Files.readString(CLIENTS.resolve("README.md"))
			.replace("\\\n", " ")
			.lines()
			.map(String::strip)
			.filter((line) -> line.startsWith(COMMAND) && line.contains(" -g " + generator + " "))
			.findFirst()
			.orElseThrow();
	}

	/** What it printed; it must succeed. */
	String run(String... command) throws IOException, InterruptedException {
		Path output = Files.createTempFile(this.folder, "output-", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(this.environment);
		Process process = builder.start();
		try {
			assertThat(process.waitFor(Patience.LONG.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS)).isTrue();
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		return Files.readString(output);
	}

	/** The files with this ending that were generated. */
	List<String> generated(String folder, String ending) throws IOException {
		try (Stream<Path> files = Files.walk(this.folder.resolve("generated").resolve(folder))) {
			return files.map(Path::toString).filter((file) -> file.endsWith(ending)).toList();
		}
	}

	/** A program of the JDK that runs the tests. */
	static String java() {
		return tool("java");
	}

	static String tool(String name) {
		return Path.of(System.getProperty("java.home"), "bin", name).toString();
	}

}
