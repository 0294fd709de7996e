package dev.sluice.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import dev.sluice.postgres.DatabaseStartException;

/**
 * The data directory of the embedded server and the password that belongs to it.
 *
 * @param home the folder that holds both
 */
record PostgresData(Path home) {

	static final String USER = "sluice";

	private static final String PARTIAL = "initdb-";

	Path directory() {
		return this.home.resolve("data");
	}

	Path pidFile() {
		return directory().resolve("postmaster.pid");
	}

	String password() throws IOException {
		return Files.readString(passwordFile(this.home)).trim();
	}

	boolean exists() {
		return Files.isDirectory(this.home);
	}

	/**
	 * Makes an empty database cluster, which takes its place whole or not at all: a start
	 * that was killed half-way, and even its {@code initdb} that lives on, spoil nothing.
	 */
	void create(PostgresTools tools, Duration timeout) throws IOException {
		Path folder = this.home.resolveSibling("");
		Leftovers.delete(folder, PostgresData::isPartial);
		Path partial = Files.createTempDirectory(folder, PARTIAL);
		Path password = Files.writeString(passwordFile(partial), randomPassword());
		OwnerOnly.file(password);
		if (!tools.run(timeout, "initdb", initdb(partial, password))) {
			throw new DatabaseStartException(
					"The embedded PostgreSQL could not be initialised:\n\n" + tools.lastWords(), "Read what it says in "
							+ tools.log() + ", or set spring.r2dbc.url to use a PostgreSQL of your own.");
		}
		Files.move(partial, this.home, StandardCopyOption.ATOMIC_MOVE);
	}

	private static List<String> initdb(Path partial, Path password) {
		return List.of("--pgdata=" + partial.resolve("data"), "--username=" + USER, "--pwfile=" + password,
				"--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
				"--builtin-locale=C.UTF-8");
	}

	private static boolean isPartial(Path path) {
		return path.getFileName().toString().startsWith(PARTIAL);
	}

	private static Path passwordFile(Path home) {
		return home.resolve("password");
	}

	private static String randomPassword() {
		byte[] password = new byte[16];
		new SecureRandom().nextBytes(password);
		return HexFormat.of().formatHex(password);
	}

}
