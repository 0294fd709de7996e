package dev.sluice.destinations.registry;

import java.util.UUID;

import dev.sluice.postgres.notifications.NotificationListener;
import dev.sluice.postgres.notifications.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells all instances what merchants have changed about their destinations, so that it
 * counts at once, wherever events are brought or come for. One that is lost is made up
 * for by the next look.
 */
@Component
class ChangeNotices implements NotificationListener {

	private static final String CHANNEL = "sluice_destinations";

	private static final Logger log = LoggerFactory.getLogger(ChangeNotices.class);

	private final ObjectProvider<Changes> changes;

	private final Notifications notifications;

	ChangeNotices(ObjectProvider<Changes> changes, Notifications notifications) {
		this.changes = changes;
		this.notifications = notifications;
	}

	/** A destination was made, changed or removed, and that is committed. */
	void tell(UUID merchant, UUID destination) {
		changed(merchant, destination);
		var _ = this.notifications.tell(CHANNEL, merchant + "/" + destination)
			.subscribe(null, (error) -> log.debug("Other instances were not told; they look by themselves", error));
	}

	private void changed(UUID merchant, UUID destination) {
		this.changes.forEach((each) -> each.changed(merchant, destination));
	}

	@Override
	public String channel() {
		return CHANNEL;
	}

	@Override
	public void notified(String notice) {
		int slash = notice.indexOf('/');
		try {
			changed(UUID.fromString(notice.substring(0, Math.max(0, slash))),
					UUID.fromString(notice.substring(slash + 1)));
		}
		catch (IllegalArgumentException ex) {
			log.debug("Somebody tells of what is no destination");
		}
	}

	@Override
	public void missed() {
		this.changes.forEach(Changes::missed);
	}

}
