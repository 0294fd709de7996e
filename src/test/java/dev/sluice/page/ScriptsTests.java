package dev.sluice.page;

import java.io.IOException;

import dev.sluice.page.node.NodeProcess;
import dev.sluice.page.node.NodeTools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What checks the page's scripts, written in their own language, where there is a Node.js
 * for it.
 */
class ScriptsTests {

	private static final String WITHOUT_TOOLS = "npm ci failed: the page's scripts were not checked";

	@BeforeAll
	static void lookForNode() throws Exception {
		assumeTrue(NodeProcess.isInstalled(),
				NodeProcess.MISSING + ": the page's scripts were neither tested nor checked");
	}

	@Test
	void keepTheirPromises() throws Exception {
		NodeProcess tests = npm("test");

		tests.assertSucceeded();
		assertThat(tests.output()).contains("# fail 0").doesNotContain("# pass 0");
	}

	@Test
	void haveTheTypesThatTheySay() throws Exception {
		assumeTrue(NodeTools.areInstalled(), WITHOUT_TOOLS);

		npm("run", "types").assertSucceeded();
	}

	@Test
	void areWrittenAsTheLinterWants() throws Exception {
		assumeTrue(NodeTools.areInstalled(), WITHOUT_TOOLS);

		npm("run", "lint").assertSucceeded();
	}

	@Test
	void haveADescriptionOfTheApiAsItsLinterWants() throws Exception {
		assumeTrue(NodeTools.areInstalled(), WITHOUT_TOOLS);

		npm("run", "api").assertSucceeded();
	}

	@Test
	void haveADescriptionOfWhatIsSentAsItsParserWants() throws Exception {
		assumeTrue(NodeTools.areInstalled(), WITHOUT_TOOLS);

		npm("run", "async").assertSucceeded();
	}

	private static NodeProcess npm(String... arguments) throws IOException, InterruptedException {
		String[] command = new String[arguments.length + 1];
		command[0] = "npm";
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		return NodeProcess.run(NodeTools.FRONTEND, command);
	}

}
