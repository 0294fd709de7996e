package dev.sluice.processors.registry;

import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.postgres.notifications.NotificationListener;
import dev.sluice.postgres.notifications.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells all instances whose accounts were changed, so that it counts at once. One that is
 * lost is made up for when what is known has grown old.
 */
@Component
public class AccountNotices implements NotificationListener {

	private static final String CHANNEL = "sluice_processor_accounts";

	private static final Logger log = LoggerFactory.getLogger(AccountNotices.class);

	private final KnownAccounts known;

	private final Notifications notifications;

	AccountNotices(KnownAccounts known, Notifications notifications) {
		this.known = known;
		this.notifications = notifications;
	}

	/** Accounts of a merchant were changed, and that is committed. */
	public void tell(MerchantId merchant) {
		this.known.forget(merchant);
		var _ = this.notifications.tell(CHANNEL, merchant.value().toString())
			.subscribe(null, (error) -> log.debug("Other instances were not told; they look by themselves", error));
	}

	@Override
	public String channel() {
		return CHANNEL;
	}

	@Override
	public void notified(String notice) {
		try {
			this.known.forget(new MerchantId(UUID.fromString(notice)));
		}
		catch (IllegalArgumentException ex) {
			log.debug("Somebody tells of what is no merchant");
		}
	}

	@Override
	public void missed() {
		this.known.forgetAll();
	}

}
