package dev.sluice.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What checks the page's scripts, written in their own language, where there is a Node.js
 * for it.
 */
class ScriptsTests {

	private static final Path FRONTEND = Path.of("frontend");

	@BeforeAll
	static void lookForNode() throws Exception {
		assumeTrue(NodeProcess.isInstalled(), "No Node.js " + NodeProcess.OLDEST
				+ " or newer with npm on the path: the page's scripts were neither tested nor checked");
	}

	@Test
	void keepTheirPromises() throws Exception {
		NodeProcess tests = NodeProcess.run(Path.of(""), "node", "--test", "src/test/frontend/");

		tests.assertSucceeded();
		assertThat(tests.output()).contains("# fail 0").doesNotContain("# pass 0");
	}

	@Test
	void haveTheTypesThatTheySay() throws Exception {
		installTools();

		npm("run", "types").assertSucceeded();
	}

	@Test
	void areWrittenAsTheLinterWants() throws Exception {
		installTools();

		npm("run", "lint").assertSucceeded();
	}

	/** Once for each lock file; a machine without a registry says so and goes on. */
	private static void installTools() throws Exception {
		Path installed = FRONTEND.resolve("node_modules/.package-lock.json");
		if (!isNewer(installed, FRONTEND.resolve("package-lock.json"))) {
			NodeProcess install = npm("ci", "--ignore-scripts");
			boolean optional = System.getenv("CI") == null;
			assumeTrue(install.exit() == 0 || !optional,
					"npm ci failed: the page's scripts were not checked\n" + install.output());
			install.assertSucceeded();
		}
	}

	private static boolean isNewer(Path file, Path than) throws IOException {
		return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) >= 0;
	}

	private static NodeProcess npm(String... arguments) throws IOException, InterruptedException {
		String[] command = new String[arguments.length + 1];
		command[0] = "npm";
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		return NodeProcess.run(FRONTEND, command);
	}

}
