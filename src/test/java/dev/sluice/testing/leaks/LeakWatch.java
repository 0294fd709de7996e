package dev.sluice.testing.leaks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads along whatever is logged or printed while tests run, in this JVM and in processes
 * that they start, and fails the class after which something secret was in it. It is
 * there for all classes.
 */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {

	private static final LeakSearch SEARCH = new LeakSearch();

	/** Has all that a process printed looked through. */
	public static void read(Path output) throws IOException {
		SEARCH.read(output);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		watchOutput();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		List<String> found = SEARCH.takeFindings();
		if (!found.isEmpty()) {
			throw new AssertionError(
					"Logged until " + context.getDisplayName() + " ended:\n" + String.join("\n", found));
		}
	}

	/** Once, unless somebody has put other streams in their place. */
	private static synchronized void watchOutput() {
		if (!(System.out instanceof WatchedStream)) {
			System.setOut(new WatchedStream(System.out));
		}
		if (!(System.err instanceof WatchedStream)) {
			System.setErr(new WatchedStream(System.err));
		}
	}

	/** Lets all through, and has it read. */
	private static final class WatchedStream extends PrintStream {

		WatchedStream(PrintStream target) {
			super(new Tee(target), true, StandardCharsets.UTF_8);
		}

	}

	/** Writes to one stream and to a search of its own. */
	private static final class Tee extends OutputStream {

		private final OutputStream target;

		private final LeakSearch.Lines lines = SEARCH.lines();

		Tee(OutputStream target) {
			this.target = target;
		}

		@Override
		public void write(int one) throws IOException {
			write(new byte[] { (byte) one }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.target.write(bytes, offset, length);
			this.lines.read(bytes, offset, length);
		}

		@Override
		public void flush() throws IOException {
			this.target.flush();
		}

	}

}
