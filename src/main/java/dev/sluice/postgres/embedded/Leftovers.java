package dev.sluice.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * Sweeps up what earlier starts left; what is still in use, by an orphan or by Windows,
 * is left to the next start.
 */
final class Leftovers {

	private static final Logger logger = LoggerFactory.getLogger(Leftovers.class);

	private Leftovers() {
	}

	static void delete(Path folder, Predicate<Path> leftover) throws IOException {
		for (Path path : entries(folder)) {
			if (leftover.test(path)) {
				delete(path);
			}
		}
	}

	private static List<Path> entries(Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.toList();
		}
	}

	private static void delete(Path path) {
		try {
			FileSystemUtils.deleteRecursively(path);
		}
		catch (IOException ex) {
			logger.debug("{} is left for now", path, ex);
		}
	}

}
