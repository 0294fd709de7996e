package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A package of the sources, as its {@code package-info} describes it: the root of a
 * module, or a room inside.
 *
 * @param name from the module on, such as {@code payments.lifecycle}
 * @param sentence the first of its Javadoc, without its stop
 * @param rooms the other packages of its module that it says it uses
 * @param modules the other modules that it says it uses; a room inside says nothing of
 * them
 */
record Room(String name, String sentence, List<String> rooms, List<String> modules) {

	static final String ROOT = "dev.sluice";

	private static final Path SOURCES = Path.of("src", "main", "java", "dev", "sluice");

	private static final Pattern SENTENCE = Pattern.compile("^/\\*\\*\\s+\\*?\\s*(.*?)\\.\\s", Pattern.DOTALL);

	private static final Pattern ROOMS = Pattern.compile("@MayUse\\(([^)]*)\\)");

	private static final Pattern MODULES = Pattern.compile("allowedDependencies = ([^)]*)\\)");

	/** What is shown by a name of its own stands behind two colons. */
	private static final Pattern NAME = Pattern.compile("\"([\\w.]+)[^\"]*\"");

	/** From a package below the root package, where types begin with a capital. */
	private static final Pattern IMPORT = Pattern.compile("^import (?:static )?dev\\.sluice\\.([a-z.]+)\\.[A-Z]",
			Pattern.MULTILINE);

	/** All below the root package, by name. */
	static List<Room> all() {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter(Files::isDirectory)
				.filter((folder) -> !folder.equals(SOURCES))
				.map(Room::read)
				.sorted(Comparator.comparing(Room::name))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Room read(Path folder) {
		String text = text(folder.resolve("package-info.java"));
		String name = SOURCES.relativize(folder).toString().replaceAll("[/\\\\]", ".");
		return new Room(name, sentence(text), names(ROOMS, text), names(MODULES, text));
	}

	private static String sentence(String text) {
		return SENTENCE.matcher(text)
			.results()
			.map((found) -> found.group(1).replaceAll("\\s+\\* ", " "))
			.findFirst()
			.orElse("");
	}

	private static List<String> names(Pattern where, String text) {
		return where.matcher(text)
			.results()
			.flatMap((found) -> NAME.matcher(found.group(1)).results())
			.map((found) -> found.group(1))
			.distinct()
			.toList();
	}

	/** The packages that its sources import something from. */
	Set<String> imported() {
		try (Stream<Path> files = Files.list(SOURCES.resolve(this.name.replace('.', '/')))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(Room::text)
				.flatMap((text) -> IMPORT.matcher(text).results())
				.map((found) -> found.group(1))
				.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The name of a package's room, which is empty for the root package. */
	static String nameOf(String packageName) {
		return packageName.startsWith(ROOT + ".") ? packageName.substring(ROOT.length() + 1) : "";
	}

	static String moduleOf(String name) {
		return name.split("\\.", 2)[0];
	}

	/** The module that it is, or is inside of. */
	String module() {
		return moduleOf(this.name);
	}

	boolean isModule() {
		return this.name.equals(module());
	}

}
