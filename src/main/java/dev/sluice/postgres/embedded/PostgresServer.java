package dev.sluice.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import dev.sluice.postgres.DatabaseStartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops a server on a data directory, whatever an earlier one left there.
 *
 * @param tools the programs that do it
 * @param data what is served
 */
record PostgresServer(PostgresTools tools, PostgresData data) {

	private static final Logger logger = LoggerFactory.getLogger(PostgresServer.class);

	/**
	 * Another process may take the free port first, or the last start of a killed
	 * application may still be under way.
	 */
	private static final int ATTEMPTS = 3;

	/** Slack for a tool that keeps the time itself. */
	private static final Duration SLACK = Duration.ofSeconds(10);

	/** Durable, and heard on loopback alone. */
	private static final List<String> SETTINGS = List.of("listen_addresses=127.0.0.1", "unix_socket_directories=",
			"fsync=on", "full_page_writes=on", "synchronous_commit=on", "timezone=UTC", "log_min_messages=log",
			"log_checkpoints=off");

	/** Starts the server and answers its port. */
	int start(EmbeddedPostgresSettings settings) throws IOException {
		for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
			stopOrphan(settings);
			int port = freePort();
			if (control(settings.startTimeout(), "start", "-o", options(port))) {
				return port;
			}
		}
		stop(settings.stopTimeout());
		throw new DatabaseStartException("The embedded PostgreSQL could not be started:\n\n" + this.tools.lastWords(),
				"Read what it says in " + this.tools.log()
						+ ", or set spring.r2dbc.url to use a PostgreSQL of your own.");
	}

	/** Stops the server, with a checkpoint if there is time for it. */
	void stop(Duration timeout) throws IOException {
		boolean gone = !isOurs() || control(timeout, "stop", "-m", "fast")
				|| control(timeout, "stop", "-m", "immediate") || !isOurs();
		if (!gone) {
			throw new IOException("its server process does not end, see " + this.tools.log());
		}
	}

	/**
	 * A killed application leaves its server running, or a file that names a process
	 * which is gone or has become another program.
	 */
	private void stopOrphan(EmbeddedPostgresSettings settings) throws IOException {
		if (isOurs()) {
			logger.info("Stopping the embedded PostgreSQL that an earlier run left behind");
			stop(settings.stopTimeout());
		}
		else {
			Files.deleteIfExists(this.data.pidFile());
		}
	}

	/** Whether a server runs on the data: one of the programs that we unpacked. */
	private boolean isOurs() throws IOException {
		Postmaster postmaster = Postmaster.namedIn(this.data.pidFile()).orElse(null);
		return postmaster != null && postmaster.runsFrom(this.tools.home().resolveSibling(""));
	}

	private boolean control(Duration timeout, String action, String option, String value) throws IOException {
		return this.tools.run(timeout.plus(SLACK), "pg_ctl", List.of("--pgdata=" + this.data.directory(), "--wait",
				"--timeout=" + timeout.toSeconds(), option, value, action));
	}

	private static String options(int port) {
		return "-p " + port + " -c " + String.join(" -c ", SETTINGS);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
