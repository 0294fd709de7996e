package dev.sluice.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs the tests of the page's pure parts, which are written in its own language, where
 * there is a Node.js for them.
 */
class ScriptsTests {

	private static final int OLDEST = 20;

	@Test
	void keepTheirPromises() throws Exception {
		assumeTrue(majorVersion() >= OLDEST, "No Node.js " + OLDEST + " or newer on the path");

		Process node = node("--test", "src/test/frontend/");

		String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(node.waitFor()).as(output).isZero();
		assertThat(output).contains("# fail 0").doesNotContain("# pass 0");
	}

	private static int majorVersion() throws InterruptedException {
		try {
			Process node = node("--print", "process.versions.node.split('.')[0]");
			String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			return (node.waitFor(1, TimeUnit.MINUTES) && version.matches("\\d+")) ? Integer.parseInt(version) : 0;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static Process node(String... arguments) throws IOException {
		String[] command = new String[arguments.length + 1];
		command[0] = "node";
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		return new ProcessBuilder(command).directory(Path.of("").toAbsolutePath().toFile())
			.redirectErrorStream(true)
			.start();
	}

}
