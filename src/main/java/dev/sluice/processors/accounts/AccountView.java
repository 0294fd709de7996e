package dev.sluice.processors.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Rules;
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
 * @param capabilities what its processor can do; null, and not there, where there is no
 * connector to it any more
 */
record AccountView(String id, String processor, String label, boolean enabled, int order, Routing routing,
		Map<String, String> credentials, List<String> secrets, String notificationUrl,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Abilities capabilities, @Nullable Instant firstUsedAt,
		Instant createdAt, Instant updatedAt) {

	private static final String WEBHOOK_SECRET = "webhook_secret";

	/** An account, what its processor can do, and where its notifications are posted. */
	static AccountView of(ProcessorAccount account, Optional<Capabilities> capabilities, String notificationUrl) {
		List<String> secrets = new ArrayList<>(account.secrets());
		if (account.webhooks()) {
			secrets.add(WEBHOOK_SECRET);
		}
		return new AccountView(account.name(), account.processor(), account.label(), account.enabled(), account.order(),
				Routing.of(account.routing()), new TreeMap<>(account.shown()), secrets, notificationUrl,
				capabilities.map(Abilities::of).orElse(null), account.firstUsedAt(), account.createdAt(),
				account.updatedAt());
	}

	/**
	 * What a processor can do.
	 *
	 * @param currencies all where there is none
	 * @param authorizationSeconds for how long it holds an authorization of which it does
	 * not tell that; null where the gateway's configuration alone decides
	 */
	record Abilities(List<String> currencies, Rules rules, @Nullable Long authorizationSeconds, List<Kind> toldLater) {

		static Abilities of(Capabilities capabilities) {
			Duration validity = capabilities.authorizationValidity();
			return new Abilities(capabilities.currencies().stream().sorted().toList(), capabilities.rules(),
					(validity != null) ? validity.toSeconds() : null,
					capabilities.toldLater().stream().sorted().toList());
		}

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
