package dev.sluice.client.connection;

import java.time.Duration;

/**
 * The bounds of what a command does.
 *
 * @param connect how long a connection may take
 * @param answer how long an answer may take, to its end; of a stream, to its first byte
 * @param silence after which a stream that says nothing at all is taken for lost; three
 * of its heartbeats
 * @param eventBytes how long an event may be
 * @param answerBytes how much of an answer is read
 * @param firstPause how long it is waited before something is tried again
 * @param longestPause up to which that doubles
 * @param longestWish how long the other side may wish to be left alone
 * @param tries how often something is tried that is not tried for ever
 * @param patience how long an event is waited for that was asked for
 */
public record Limits(Duration connect, Duration answer, Duration silence, int eventBytes, int answerBytes,
		Duration firstPause, Duration longestPause, Duration longestWish, int tries, Duration patience) {

	/** Those that hold where nobody says otherwise. */
	public static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45),
			1 << 20, 4 << 20, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofHours(1), 5,
			Duration.ofSeconds(30));

}
