package dev.sluice.processors.notifications;

import java.time.Duration;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a processor said, as it is written down.
 *
 * @param account whose notification it was
 * @param id by which the processor repeats it
 * @param payment written {@code pay_…}; null where it is about none of ours
 * @param operation written {@code op_…}; as well
 * @param meaning a {@link dev.sluice.processors.connectors.Notification.Meaning}, in JSON
 * @param age since it was written down
 */
record StoredWord(MerchantId merchant, UUID account, String id, String type, @Nullable String payment,
		@Nullable String operation, String meaning, Duration age) {
}
