package dev.sluice.postgres.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Stops the server when this process is gone without having done so: where it is killed,
 * crashes, or is halted because it ran out of memory, nothing of ours runs any more. A
 * shell waits for the end of a pipe that this process alone holds open.
 */
final class LastWill implements Closeable {

	private static final Path SHELL = Path.of("/bin/sh");

	/**
	 * Deaf to what a terminal sends to all that run in it, so that it is not the first to
	 * go. The signal is PostgreSQL's for a fast shutdown.
	 */
	private static final String WILL = "trap '' INT HUP; read _; kill -INT \"$0\"";

	/** To be held, since the pipe ends with it. */
	private final Process shell;

	private LastWill(Process shell) {
		this.shell = shell;
	}

	/**
	 * Sees to the server that the file names; to none where there is no such shell, as on
	 * Windows: the next start stops it then.
	 */
	static @Nullable LastWill over(Path pidFile) throws IOException {
		Postmaster postmaster = Postmaster.namedIn(pidFile).orElse(null);
		return (postmaster != null && Files.isExecutable(SHELL)) ? new LastWill(shell(postmaster.process().pid()))
				: null;
	}

	private static Process shell(long server) throws IOException {
		return new ProcessBuilder(SHELL.toString(), "-c", WILL, Long.toString(server))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	/** The server has been stopped; whoever has its number next is to be left alone. */
	@Override
	public void close() {
		this.shell.destroy();
	}

}
