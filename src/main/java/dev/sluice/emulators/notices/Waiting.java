package dev.sluice.emulators.notices;

/**
 * A notice that somebody has taken to send.
 *
 * @param attempt counted from 1
 * @param released whether the faults have had their say about its time
 */
record Waiting(long id, String emulator, String subject, String url, String secret, String body, int attempt,
		boolean released) {
}
