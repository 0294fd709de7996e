package dev.sluice.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.util.LinuxUtils;

/**
 * Runs the programs that come with PostgreSQL.
 *
 * @param home where they were unpacked
 * @param log the file that takes what they, and the server, have to say
 */
record PostgresTools(Path home, Path log) {

	private static final int QUOTED_LINES = 12;

	/** Whether the program came to an end in time, and to a good one. */
	boolean run(Duration timeout, String program, List<String> arguments) throws IOException {
		Process process = new ProcessBuilder(command(program, arguments)).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
		try {
			if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				return process.exitValue() == 0;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		process.destroyForcibly();
		return false;
	}

	/** The end of the log, for a person to read. */
	String lastWords() throws IOException {
		List<String> lines = new String(Files.readAllBytes(this.log), StandardCharsets.UTF_8).lines().toList();
		return String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
	}

	private List<String> command(String program, List<String> arguments) {
		List<String> command = new ArrayList<>();
		if (LinuxUtils.isUnshareAvailable()) {
			// PostgreSQL refuses to run as root; in a user namespace root is somebody
			// else.
			command.addAll(List.of("unshare", "-U"));
		}
		command.add(this.home.resolve("bin").resolve(program).toString());
		command.addAll(arguments);
		return command;
	}

}
