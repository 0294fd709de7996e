package dev.sluice.postgres.notifications;

/**
 * Hears what instances tell one another through the database ({@code NOTIFY}). Whoever
 * listens has to look for himself now and then: a notification may be lost, and only
 * comes earlier than that.
 */
public interface NotificationListener {

	/** The channel that it listens to; a name that needs no quotes. */
	String channel();

	/** Somebody told something. Must not block; what it throws is logged. */
	void notified(String payload);

	/** From now on it hears again, and may have missed something. Must not block. */
	void missed();

}
