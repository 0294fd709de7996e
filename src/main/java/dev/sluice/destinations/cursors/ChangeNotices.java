package dev.sluice.destinations.cursors;

import java.util.UUID;

import dev.sluice.destinations.registry.Changes;
import dev.sluice.merchants.MerchantId;
import dev.sluice.postgres.notifications.NotificationListener;
import dev.sluice.postgres.notifications.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells all instances what merchants have changed about their destinations, so that it
 * counts at once, wherever events are brought there. One that is lost is made up for by
 * the next look.
 */
@Component
class ChangeNotices implements Changes, NotificationListener {

	private static final String CHANNEL = "sluice_destinations";

	private static final Logger log = LoggerFactory.getLogger(ChangeNotices.class);

	private final Couriers couriers;

	private final Notifications notifications;

	ChangeNotices(Couriers couriers, Notifications notifications) {
		this.couriers = couriers;
		this.notifications = notifications;
	}

	@Override
	public void changed(MerchantId merchant, UUID destination) {
		this.couriers.changed(merchant.value(), destination);
		var _ = this.notifications.tell(CHANNEL, merchant.value() + "/" + destination)
			.subscribe(null, (error) -> log.debug("Other instances were not told; they look by themselves", error));
	}

	@Override
	public String channel() {
		return CHANNEL;
	}

	@Override
	public void notified(String notice) {
		int slash = notice.indexOf('/');
		try {
			this.couriers.changed(UUID.fromString(notice.substring(0, Math.max(0, slash))),
					UUID.fromString(notice.substring(slash + 1)));
		}
		catch (IllegalArgumentException ex) {
			log.debug("Somebody tells of what is no destination");
		}
	}

	@Override
	public void missed() {
		this.couriers.lookSoon();
	}

}
