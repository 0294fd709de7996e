package dev.sluice.journal.wakeups;

import dev.sluice.journal.wakeups.Wakeups.Source;
import dev.sluice.postgres.notifications.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Hears what other instances append, and wakes the readers of this one. */
@Component
class JournalListener implements NotificationListener {

	private static final Logger log = LoggerFactory.getLogger(JournalListener.class);

	private final Wakeups wakeups;

	private final Announcements announcements;

	JournalListener(Wakeups wakeups, Announcements announcements) {
		this.wakeups = wakeups;
		this.announcements = announcements;
	}

	@Override
	public String channel() {
		return Announcements.CHANNEL;
	}

	@Override
	public void notified(String announcement) {
		try {
			this.announcements.hear(announcement)
				.merchants()
				.ifPresentOrElse(
						(merchants) -> merchants.forEach((each) -> this.wakeups.wake(each, Source.NOTIFICATION)),
						this::missed);
		}
		catch (IllegalArgumentException ex) {
			log.debug("Somebody announces what is no merchant");
		}
	}

	@Override
	public void missed() {
		this.wakeups.wakeAll(Source.NOTIFICATION);
	}

}
