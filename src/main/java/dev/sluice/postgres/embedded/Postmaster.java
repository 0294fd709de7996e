package dev.sluice.postgres.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server process that a data directory's {@code postmaster.pid} names, which may be
 * long gone.
 *
 * @param process the process that has its number today
 */
record Postmaster(ProcessHandle process) {

	/**
	 * The live process of that number, or empty if the file or the process is missing.
	 */
	static Optional<Postmaster> namedIn(Path pidFile) throws IOException {
		return Files.exists(pidFile) ? pid(pidFile).flatMap(ProcessHandle::of).map(Postmaster::new) : Optional.empty();
	}

	private static Optional<Long> pid(Path pidFile) throws IOException {
		String firstLine = Files.readString(pidFile).lines().findFirst().orElse("").trim();
		return firstLine.matches("\\d{1,18}") ? Optional.of(Long.valueOf(firstLine)) : Optional.empty();
	}

	/**
	 * Whether the process is a program of that folder. One that no longer shows its
	 * program is a dead one that nobody has buried.
	 */
	boolean runsFrom(Path folder) throws IOException {
		String real = folder.toRealPath() + File.separator;
		ProcessHandle.Info info = this.process.info();
		return info.command().or(info::commandLine).filter((program) -> program.startsWith(real)).isPresent();
	}

}
