package dev.sluice.bench.programs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Progress;

/** A Java program under test, in a process of its own. */
public final class Application implements AutoCloseable {

	private static final Pattern OF_CLASS = Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");

	/** What a collection puts where nothing is any more. */
	private static final String FILLER = "jdk.internal.vm.Filler";

	private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

	private final String name;

	private final int port;

	private final Path log;

	private final Path collections;

	private final Process process;

	/**
	 * Starts the program and waits until it is ready.
	 * @param readyPath what it answers with 200 as soon as it is
	 * @param authorization of that request; empty where it takes none
	 */
	public Application(String name, List<String> jvm, List<String> program, List<String> arguments, String readyPath,
			String authorization) throws Exception {
		this.name = name;
		this.port = Processes.freePort();
		String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
		this.log = Folders.result(file + ".log");
		this.collections = Folders.result(file + "-gc.log");
		List<String> command = new ArrayList<>();
		command.add(Processes.jdk("java"));
		command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
				"-Xlog:gc:file=" + this.collections));
		command.addAll(jvm);
		command.addAll(program);
		command.add("--server.port=" + this.port);
		command.add("--server.address=127.0.0.1");
		command.addAll(arguments);
		this.process = Processes.start(command, this.log);
		Processes.closeAtEnd(this);
		awaitReady(readyPath, authorization);
		Progress.print(name + " runs as process " + this.process.pid() + " on port " + this.port);
	}

	String name() {
		return this.name;
	}

	public int port() {
		return this.port;
	}

	public long pid() {
		return this.process.pid();
	}

	public long cpuMicros() {
		return Cpu.micros(this.process.pid());
	}

	/** Waits until it has said something in its log. */
	public void awaitWords(String words) throws Exception {
		for (int i = 0; i < 6000 && this.process.isAlive(); i++) {
			if (Files.readString(this.log).contains(words)) {
				return;
			}
			Thread.sleep(10);
		}
		throw new IllegalStateException(this.name + " did not say \"" + words + "\"; see " + this.log);
	}

	/** The bytes of all objects that are reachable, by class, after a full collection. */
	public Map<String, Long> liveHeap() throws Exception {
		jcmd("GC.run");
		Map<String, Long> bytes = new HashMap<>();
		jcmd("GC.class_histogram").lines().map(OF_CLASS::matcher).filter(Matcher::find).forEach((line) -> {
			String type = line.group(2).replaceAll("0x[0-9a-f]+", "");
			if (!type.contains(FILLER)) {
				bytes.merge(type, Long.valueOf(line.group(1)), Long::sum);
			}
		});
		return bytes;
	}

	/**
	 * The most that was left by any collection after the given line of the log, in MB.
	 */
	public int mostAfterCollection(int fromLine) throws IOException {
		try (Stream<String> lines = Files.lines(this.collections)) {
			return lines.skip(fromLine)
				.map(AFTER_COLLECTION::matcher)
				.filter(Matcher::find)
				.mapToInt((matcher) -> Integer.parseInt(matcher.group(1)))
				.max()
				.orElse(-1);
		}
	}

	public int collectionLines() throws IOException {
		try (Stream<String> lines = Files.lines(this.collections)) {
			return (int) lines.count();
		}
	}

	String jcmd(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(Processes.jdk("jcmd"), String.valueOf(pid())));
		command.addAll(List.of(arguments));
		return Processes.run(command);
	}

	private void awaitReady(String path, String authorization) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpRequest.Builder asking = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.timeout(Duration.ofSeconds(5));
			if (!authorization.isEmpty()) {
				asking.header("Authorization", authorization);
			}
			HttpRequest request = asking.build();
			for (int i = 0; i < 600 && this.process.isAlive(); i++) {
				try {
					if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
						return;
					}
				}
				catch (IOException ex) {
					// Not yet.
				}
				Thread.sleep(100);
			}
		}
		throw new IllegalStateException(this.name + " did not start:\n" + Files.readString(this.log));
	}

	@Override
	public void close() throws Exception {
		Processes.stop(this.process, Duration.ofSeconds(40));
	}

}
