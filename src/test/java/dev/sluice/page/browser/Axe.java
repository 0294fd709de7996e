package dev.sluice.page.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.microsoft.playwright.Page;
import dev.sluice.page.node.NodeTools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/**
 * Looks for what keeps people from using the page, where axe is there or can be had.
 * {@link NodeTools} says so where it cannot.
 */
public final class Axe {

	private static final Path SCRIPT = NodeTools.FRONTEND.resolve("node_modules/axe-core/axe.min.js");

	private static final String RUN = """
			async () => (await axe.run(document, {resultTypes: ['violations']})).violations
			  .filter(({impact}) => impact === 'serious' || impact === 'critical')
			  .map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(', ')}`)""";

	private Axe() {
	}

	/** Finds nothing serious in what is shown. */
	public static void findsNothing(Page page) {
		if (NodeTools.areInstalled()) {
			var _ = page.evaluate(script());
			assertThat(page.evaluate(RUN)).asInstanceOf(LIST).as("what axe finds").isEmpty();
		}
	}

	private static String script() {
		try {
			return Files.readString(SCRIPT);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
