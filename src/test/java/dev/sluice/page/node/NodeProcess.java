package dev.sluice.page.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program of Node.js that has ended.
 *
 * @param exit zero when it succeeded
 * @param output what it printed
 */
public record NodeProcess(int exit, String output) {

	/** The oldest version of Node.js that runs the checks of the page. */
	public static final int OLDEST = 20;

	/** Why something was not done. */
	public static final String MISSING = "No Node.js " + OLDEST + " or newer with npm on the path";

	/** Whether there are a Node.js and an npm that will do. */
	public static boolean isInstalled() throws InterruptedException {
		try {
			String version = run(Path.of(""), "node", "--print", "process.versions.node.split('.')[0]").output()
				.strip();
			return version.matches("\\d+") && Integer.parseInt(version) >= OLDEST
					&& run(Path.of(""), "npm", "--version").exit() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	public static NodeProcess run(Path folder, String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(List.of(command)).directory(folder.toAbsolutePath().toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new NodeProcess(process.waitFor(), output);
	}

	public void assertSucceeded() {
		assertThat(this.exit).as(this.output).isZero();
	}

}
