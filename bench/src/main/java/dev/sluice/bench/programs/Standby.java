package dev.sluice.bench.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A copy of a PostgreSQL for which each of its commits waits, over a link that takes
 * time.
 */
final class Standby implements AutoCloseable {

	private static final String NAME = "standby";

	private final Postgres primary;

	private final Process process;

	/**
	 * Copies the primary, follows it, and has it wait from then on.
	 * @param folder where the copy is to be
	 * @param roundTrip of the link, in milliseconds
	 */
	Standby(Postgres primary, Path folder, double roundTrip) throws Exception {
		this.primary = primary;
		long delay = Math.round(roundTrip / 2 * TimeUnit.MILLISECONDS.toNanos(1));
		DelayingRelay relay = new DelayingRelay(primary.port(), delay);
		Processes.run(primary.as("pg_basebackup", "-h", "127.0.0.1", "-p", String.valueOf(primary.port()), "-U",
				"postgres", "-D", folder.toString(), "-X", "stream", "-c", "fast", "-R"));
		this.process = Processes.start(
				primary.as("postgres", "-D", folder.toString(), "-p", String.valueOf(Processes.freePort()), "-c",
						"primary_conninfo=host=127.0.0.1 port=" + relay.port() + " user=postgres application_name="
								+ NAME,
						"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_wal_size=8GB",
						"-c", "max_connections=200"),
				folder.resolveSibling("standby.log"));
		Processes.closeAtEnd(this);
		primary.execute("alter system set synchronous_standby_names = '" + NAME + "'");
		primary.execute("select pg_reload_conf()");
		for (int i = 0; !primary.text("select sync_state from pg_stat_replication").equals("sync"); i++) {
			if (i == 300) {
				throw new IllegalStateException(read(folder.resolveSibling("standby.log")));
			}
			Thread.sleep(100);
		}
	}

	private static String read(Path file) throws IOException {
		return Files.exists(file) ? Files.readString(file) : "The standby did not start";
	}

	@Override
	public void close() throws Exception {
		this.primary.execute("alter system reset synchronous_standby_names");
		this.primary.execute("select pg_reload_conf()");
		Processes.stop(this.process, Duration.ofSeconds(20));
	}

}
