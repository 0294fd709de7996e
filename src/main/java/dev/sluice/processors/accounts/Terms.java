package dev.sluice.processors.accounts;

import java.util.Map;

import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.registry.RoutingRule;
import org.jspecify.annotations.Nullable;

/**
 * What a new account is to be.
 *
 * @param connector to the processor
 * @param credentials as its connector wants them
 * @param webhookSecret null where it is not told yet
 * @param order among the merchant's accounts; null for behind all others
 */
record Terms(Connector connector, String label, Map<String, String> credentials, @Nullable String webhookSecret,
		boolean enabled, @Nullable Integer order, RoutingRule routing) {

	Terms {
		credentials = Map.copyOf(credentials);
	}

	/** Never the credentials. */
	@Override
	public String toString() {
		return "Terms[" + this.label + "]";
	}

}
