package dev.sluice.processors.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.processors.registry.RoutingRule;
import org.jspecify.annotations.Nullable;

/**
 * An account as the API shows it: what is secret of it is never there.
 *
 * @param id written {@code pra_…}
 * @param credentials those that are no secret, by their names
 * @param secrets the names of those that are there and not shown
 * @param notificationUrl where its processor is to post notifications
 */
record AccountView(String id, String processor, String label, boolean enabled, int order, Routing routing,
		Map<String, String> credentials, List<String> secrets, String notificationUrl, @Nullable Instant firstUsedAt,
		Instant createdAt, Instant updatedAt) {

	private static final String WEBHOOK_SECRET = "webhook_secret";

	/** An account, and where its notifications are posted. */
	static AccountView of(ProcessorAccount account, String notificationUrl) {
		List<String> secrets = new ArrayList<>(account.secrets());
		if (account.webhooks()) {
			secrets.add(WEBHOOK_SECRET);
		}
		return new AccountView(account.name(), account.processor(), account.label(), account.enabled(), account.order(),
				Routing.of(account.routing()), new TreeMap<>(account.shown()), secrets, notificationUrl,
				account.firstUsedAt(), account.createdAt(), account.updatedAt());
	}

	/** Which payments it is asked for. */
	record Routing(List<String> currencies, @Nullable Long amountGte, @Nullable Long amountLte,
			List<String> paymentMethods) {

		static Routing of(RoutingRule rule) {
			return new Routing(rule.currencies().stream().sorted().toList(), rule.amountGte(), rule.amountLte(),
					rule.paymentMethods().stream().sorted().toList());
		}

	}

}
