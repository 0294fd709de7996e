package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The figures of our style, read off the sources. */
class StyleTests {

	private static final Path ROOT = Path.of("src", "main", "java");

	private static final Path TESTS = Path.of("src", "test", "java");

	private static final int MAX_LINES_PER_FILE = 250;

	private static final int MAX_LINES_PER_METHOD = 40;

	private static final Pattern METHOD = Pattern
		.compile("^(\t\t?)(?:[\\w<@][\\w<>\\[\\], .?@]* \\w+|[A-Z]\\w*)\\([^;]*$");

	private static final Pattern NO_METHOD = Pattern.compile("\\b(return|new|throw|case|else|record)\\b|^\\s*@|,$");

	private static final Pattern TYPE = Pattern.compile("^(public |final |abstract |sealed |non-sealed )*"
			+ "(class|record|enum|interface|@interface) (?<name>\\w+).*", Pattern.MULTILINE);

	private static final Pattern BLOCKING = Pattern
		.compile("\\.(block|blockFirst|blockLast|toIterable|toStream|blockOptional)\\(|Thread\\.sleep|\\.join\\(\\)");

	private static final Pattern PRINTING = Pattern.compile("System\\.(out|err)|printStackTrace\\b");

	private static final Pattern QUEUE = Pattern
		.compile("onBackpressureBuffer\\(\\)|new LinkedBlockingQueue<>\\(\\)|unbounded\\(");

	/** Changes time also for the gateways of other tests, whose threads then run it. */
	private static final Pattern TIME_OF_ALL = Pattern
		.compile("VirtualTimeScheduler\\s*\\.\\s*(getOrSet|set)\\(|withVirtualTime\\(");

	/**
	 * Start-up and shutdown, where nothing is reactive yet or any more, and commands,
	 * where nothing ever is.
	 */
	private static final Set<String> MAY_BLOCK = Set.of("AwaitedDatabase.java", "PatientMigration.java",
			"DemoMerchant.java", "MerchantsCommand.java", "ReconcileCommand.java", "RestoredCommand.java",
			"Backoff.java");

	/** The command line. */
	private static final Set<String> MAY_PRINT = Set.of("Commands.java", "SluiceApplication.java");

	private static final Set<String> EMPTY_WORDS = Set.of("util", "utils", "common", "config", "service", "services",
			"impl", "helper", "helpers", "model", "dto", "core", "misc", "controller", "repository");

	private final List<Source> sources = sources(ROOT);

	@Test
	void noFileIsLong() {
		assertThat(this.sources).hasSizeGreaterThan(50)
			.allSatisfy((source) -> assertThat(source.lines()).hasSizeLessThanOrEqualTo(MAX_LINES_PER_FILE));
	}

	@Test
	void noMethodIsLong() {
		assertThat(this.sources.stream().flatMap((source) -> source.methods().stream())).hasSizeGreaterThan(300)
			.allSatisfy((method) -> assertThat(method.lines()).isLessThanOrEqualTo(MAX_LINES_PER_METHOD));
	}

	@Test
	void nothingBlocks() {
		assertThat(this.sources).filteredOn((source) -> !MAY_BLOCK.contains(source.name()))
			.allSatisfy((source) -> assertThat(source.text()).doesNotContainPattern(BLOCKING));
	}

	@Test
	void nothingPrints() {
		assertThat(this.sources).filteredOn((source) -> !MAY_PRINT.contains(source.name()))
			.allSatisfy((source) -> assertThat(source.text()).doesNotContainPattern(PRINTING));
	}

	@Test
	void noQueueIsWithoutALimit() {
		assertThat(this.sources).allSatisfy((source) -> assertThat(source.text()).doesNotContainPattern(QUEUE));
	}

	@Test
	void noTestChangesTheTimeOfOthers() {
		assertThat(sources(TESTS)).hasSizeGreaterThan(400)
			.allSatisfy((source) -> assertThat(source.text()).doesNotContainPattern(TIME_OF_ALL));
	}

	@Test
	void everyPackageSaysWhatItIsFor() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT.resolve("dev/sluice"))) {
			assertThat(files.filter(Files::isDirectory)).isNotEmpty()
				.allSatisfy((folder) -> assertThat(folder.resolve("package-info.java")).content()
					.startsWith("/**")
					.contains("@NullMarked"));
		}
	}

	@Test
	void packagesAreNamedAfterWhatTheyDo() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			assertThat(files.filter(Files::isDirectory).map((folder) -> folder.getFileName().toString()))
				.doesNotContainAnyElementsOf(EMPTY_WORDS);
		}
	}

	@Test
	void typesAreNamedWithNounsOfTheTrade() {
		assertThat(this.sources.stream().map(Source::name))
			.noneMatch((name) -> name.matches(".*(Manager|Helper|Utils?|Impl|Service)\\.java"));
	}

	@Test
	void everyTypeSaysWhatItIs() {
		assertThat(this.sources).filteredOn((source) -> !source.name().equals("package-info.java"))
			.allSatisfy((source) -> {
				Matcher type = TYPE.matcher(source.text());
				assertThat(type.find()).isTrue();
				assertThat(source.text().substring(0, type.start())).contains("/**");
			});
	}

	private static List<Source> sources(Path root) {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter((file) -> file.toString().endsWith(".java")).map(Source::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Source(String name, String text) {

		static Source read(Path file) {
			try {
				return new Source(file.getFileName().toString(), Files.readString(file));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		List<String> lines() {
			return this.text.lines().toList();
		}

		/** The formatter closes a method with a brace below its first letter. */
		List<Method> methods() {
			List<String> lines = lines();
			List<Method> methods = new ArrayList<>();
			for (int start = 0; start < lines.size(); start++) {
				Matcher matcher = METHOD.matcher(lines.get(start));
				if (matcher.matches() && !NO_METHOD.matcher(lines.get(start)).find()) {
					int end = lines.subList(start, lines.size()).indexOf(matcher.group(1) + "}");
					methods.add(new Method(this.name, lines.get(start).strip(), end));
				}
			}
			return methods;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	private record Method(String file, String signature, int lines) {
	}

}
