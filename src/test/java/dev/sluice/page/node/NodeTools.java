package dev.sluice.page.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes by npm: the linter, the types and axe, which check the page, and Stripe's
 * command-line tool, which checks an emulator. A machine without Node.js or a registry
 * says so once and goes on without; where CI runs they must be there.
 */
public final class NodeTools {

	public static final Path FRONTEND = Path.of("frontend");

	private static final Logger logger = LoggerFactory.getLogger(NodeTools.class);

	private NodeTools() {
	}

	/** Whether they are there. They are installed first where they are not. */
	public static boolean areInstalled() {
		if (System.getenv("CI") != null) {
			assertThat(Installation.PROBLEM).as("why the page cannot be checked").isEmpty();
		}
		return Installation.PROBLEM.isEmpty();
	}

	/** Tried once, whoever asks first. */
	private static final class Installation {

		/** Empty when it succeeded. */
		static final String PROBLEM = run();

		private static String run() {
			String problem = problem();
			if (!problem.isEmpty()) {
				logger.warn("The page is checked neither by axe nor by the linter nor for its types. {}", problem);
			}
			return problem;
		}

		private static String problem() {
			try {
				return isUpToDate() ? "" : install();
			}
			catch (IOException ex) {
				return ex.toString();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return ex.toString();
			}
		}

		/** Once for each lock file. */
		private static boolean isUpToDate() throws IOException {
			Path installed = FRONTEND.resolve("node_modules/.package-lock.json");
			return Files.exists(installed) && Files.getLastModifiedTime(installed)
				.compareTo(Files.getLastModifiedTime(FRONTEND.resolve("package-lock.json"))) >= 0;
		}

		private static String install() throws IOException, InterruptedException {
			if (!NodeProcess.isInstalled()) {
				return NodeProcess.MISSING;
			}
			NodeProcess npm = NodeProcess.run(FRONTEND, "npm", "ci", "--ignore-scripts");
			return (npm.exit() == 0) ? "" : "npm ci failed:\n" + npm.output();
		}

	}

}
