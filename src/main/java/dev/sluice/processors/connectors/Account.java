package dev.sluice.processors.connectors;

import java.time.Instant;
import java.util.Map;

import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's account at a processor, with its credentials opened.
 *
 * @param id written {@code pra_…}
 * @param credentials by the names of {@link Connector#credentials()}
 * @param credentialsSince when they were replaced; null where they are the first ones
 * @param webhookSecret by which the processor's notifications are believed; null where
 * the merchant has not told it yet
 */
public record Account(String id, MerchantId merchant, Mode mode, Map<String, String> credentials,
		@Nullable Instant credentialsSince, @Nullable String webhookSecret) {

	public Account {
		credentials = Map.copyOf(credentials);
	}

	/** A credential that every account of the connector has. */
	public String credential(String name) {
		String value = this.credentials.get(name);
		if (value == null) {
			throw new IllegalStateException("The account has no credential " + name);
		}
		return value;
	}

	/** Shows none of the secrets. */
	@Override
	public String toString() {
		return this.id;
	}

}
