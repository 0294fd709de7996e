package dev.sluice.bench.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The CPU time that processes have used, by Linux's own books. */
public final class Cpu {

	/** Linux counts in hundredths of a second, whatever its timer does. */
	private static final long MICROS_PER_TICK = 10_000;

	private Cpu() {
	}

	/** Of one process with all its threads, in microseconds. */
	static long micros(long pid) {
		String[] fields = stat(pid);
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
	}

	public static long ownMicros() {
		return micros(ProcessHandle.current().pid());
	}

	/** Of the programs that this process has run to their end. */
	public static long endedMicros() {
		String[] own = stat(ProcessHandle.current().pid());
		return (Long.parseLong(own[13]) + Long.parseLong(own[14])) * MICROS_PER_TICK;
	}

	/**
	 * Of a process, its children, and those of its children that have ended: a
	 * PostgreSQL.
	 */
	static long familyMicros(long pid) {
		String[] own = stat(pid);
		long ended = (Long.parseLong(own[13]) + Long.parseLong(own[14])) * MICROS_PER_TICK;
		long living = ProcessHandle.of(pid)
			.stream()
			.flatMap(ProcessHandle::children)
			.mapToLong((child) -> orZero(child.pid()))
			.sum();
		return micros(pid) + ended + living;
	}

	/** Resident memory of a process, in bytes. */
	public static long resident(long pid) {
		try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long orZero(long pid) {
		try {
			return micros(pid);
		}
		catch (UncheckedIOException ex) {
			return 0;
		}
	}

	/** The fields after the name of the program, which may hold blanks. */
	private static String[] stat(long pid) {
		try {
			String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
			return line.substring(line.lastIndexOf(')') + 2).split(" ");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
