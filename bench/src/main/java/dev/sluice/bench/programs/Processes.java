package dev.sluice.bench.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts programs, and ends every one that it has started. */
public final class Processes {

	private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(Processes::closeAll, "stop"));
	}

	private Processes() {
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/** What is to be closed at the end, whatever comes; the last one first. */
	public static synchronized <T extends AutoCloseable> T closeAtEnd(T closeable) {
		OPEN.push(closeable);
		return closeable;
	}

	private static synchronized void closeAll() {
		while (!OPEN.isEmpty()) {
			try {
				OPEN.pop().close();
			}
			catch (Exception ex) {
				System.err.println("While stopping: " + ex);
			}
		}
	}

	/** Runs a program to its end and returns what it printed. */
	public static String run(List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IllegalStateException(String.join(" ", command) + "\n" + output);
		}
		return output;
	}

	/** Starts a program that goes on. */
	static Process start(List<String> command, Path log) throws IOException {
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	static void stop(Process process, Duration patience) throws InterruptedException {
		process.destroy();
		if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
			process.destroyForcibly().waitFor();
		}
	}

	/** A program of the JDK that runs this. */
	static String jdk(String program) {
		return Path.of(System.getProperty("java.home"), "bin", program).toString();
	}

}
