package dev.sluice.journal.wakeups;

import java.util.UUID;

import dev.sluice.journal.wakeups.Wakeups.Source;
import dev.sluice.postgres.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Hears what other instances append, and wakes the readers of this one. */
@Component
class JournalListener implements NotificationListener {

	private static final Logger log = LoggerFactory.getLogger(JournalListener.class);

	private final Wakeups wakeups;

	JournalListener(Wakeups wakeups) {
		this.wakeups = wakeups;
	}

	@Override
	public String channel() {
		return Wakeups.CHANNEL;
	}

	@Override
	public void notified(String merchant) {
		try {
			this.wakeups.wake(UUID.fromString(merchant), Source.NOTIFICATION);
		}
		catch (IllegalArgumentException ex) {
			log.debug("Somebody notifies of what is no merchant");
		}
	}

	@Override
	public void missed() {
		this.wakeups.wakeAll(Source.NOTIFICATION);
	}

}
