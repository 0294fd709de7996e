package dev.sluice.processors.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.sluice.processors.registry.RoutingRule;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about an account; null where it stays as it is.
 *
 * @param credentials all of them
 * @param webhooks whether the webhook secret is another one
 * @param webhookSecret what it is then; null for none
 */
record Amendment(@Nullable String label, @Nullable Boolean enabled, @Nullable Integer order,
		@Nullable RoutingRule routing, @Nullable Map<String, String> credentials, boolean webhooks,
		@Nullable String webhookSecret) {

	/** The names of the fields that are different. */
	List<String> fields() {
		List<String> fields = new ArrayList<>();
		add(fields, "label", this.label != null);
		add(fields, "enabled", this.enabled != null);
		add(fields, "order", this.order != null);
		add(fields, "routing", this.routing != null);
		add(fields, "credentials", this.credentials != null);
		add(fields, "webhook_secret", this.webhooks);
		return fields;
	}

	private static void add(List<String> fields, String name, boolean there) {
		if (there) {
			fields.add(name);
		}
	}

	/** Never the credentials. */
	@Override
	public String toString() {
		return "Amendment" + fields();
	}

}
