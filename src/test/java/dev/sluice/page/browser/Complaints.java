package dev.sluice.page.browser;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a browser complains of: script errors, console errors and breaches of the content
 * security policy, which it writes to the console too.
 */
public final class Complaints {

	/** A refused or failed request is an answer that the page deals with. */
	private static final String REQUEST_FAILED = "Failed to load resource";

	private static final List<String> SERIOUS = List.of("error", "warning");

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	public static Complaints of(BrowserContext context) {
		Complaints complaints = new Complaints();
		context.onConsoleMessage(complaints::hear);
		context.onWebError((error) -> complaints.seen.add(error.error()));
		return complaints;
	}

	public void assertNone() {
		assertThat(this.seen).as("complaints of the browser").isEmpty();
	}

	private void hear(ConsoleMessage message) {
		if (SERIOUS.contains(message.type()) && !message.text().startsWith(REQUEST_FAILED)) {
			this.seen.add(message.type() + ": " + message.text());
		}
	}

}
