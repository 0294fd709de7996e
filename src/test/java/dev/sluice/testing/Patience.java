package dev.sluice.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long a test waits for what must come: no test asserts a time, and a busy machine
 * may take its own.
 */
public final class Patience implements BeforeAllCallback {

	/** Only there so that nothing hangs for ever. */
	public static final Duration LONG = Duration.ofMinutes(1);

	/** Of whoever awaits something without saying how long. */
	@Override
	public void beforeAll(ExtensionContext context) {
		Awaitility.setDefaultTimeout(LONG);
	}

}
