package dev.sluice.merchants.standing;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import dev.sluice.postgres.notifications.NotificationListener;

import org.springframework.stereotype.Component;

/**
 * Hears, whoever did it and where, that something became of a key, a session or a
 * merchant, and has those looked at who were let in.
 */
@Component
class CredentialNotices implements NotificationListener {

	private static final String KEY = "key ";

	private static final String MERCHANT = "merchant ";

	private final Standing standing;

	private final List<EndListener> listeners;

	CredentialNotices(Standing standing, List<EndListener> listeners) {
		this.standing = standing;
		this.listeners = listeners;
	}

	@Override
	public String channel() {
		return "sluice_credentials";
	}

	/** Of a session it tells no more than that it has ended. */
	@Override
	public void notified(String what) {
		if (what.startsWith(KEY)) {
			Credential key = new Credential.Key(UUID.fromString(what.substring(KEY.length())));
			tell((listener) -> listener.ended(key));
		}
		else if (what.startsWith(MERCHANT)) {
			UUID merchant = UUID.fromString(what.substring(MERCHANT.length()));
			tell((listener) -> listener.changed(merchant));
		}
		this.standing.look();
	}

	@Override
	public void missed() {
		tell(EndListener::missed);
		this.standing.look();
	}

	private void tell(Consumer<EndListener> what) {
		this.listeners.forEach(what);
	}

}
