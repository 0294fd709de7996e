package dev.sluice.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the benchmarks are, and what they leave behind. */
public final class Folders {

	private Folders() {
	}

	public static Path home() {
		return Path.of(System.getProperty("bench.home", "."));
	}

	/** A file among the results. */
	public static Path result(String name) throws IOException {
		Path directory = home().resolve("target/results");
		Files.createDirectories(directory);
		return directory.resolve(name);
	}

}
