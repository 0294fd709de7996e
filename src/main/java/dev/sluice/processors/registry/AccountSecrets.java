package dev.sluice.processors.registry;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.secrets.Sealed;
import dev.sluice.secrets.Seals;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Seals the credentials of accounts for the rows that keep them, and opens them there.
 */
@Component
public class AccountSecrets {

	private final Seals seals;

	private final CredentialsColumn credentials;

	private final WebhookSecretColumn webhooks;

	private final AccountRow rows;

	AccountSecrets(Seals seals, CredentialsColumn credentials, WebhookSecretColumn webhooks, AccountRow rows) {
		this.seals = seals;
		this.credentials = credentials;
		this.webhooks = webhooks;
		this.rows = rows;
	}

	/** All credentials of an account, for its row. */
	public byte[] seal(MerchantId merchant, UUID account, Map<String, String> opened) {
		return this.seals.seal(this.credentials.place(merchant.value(), account), this.rows.written(opened)).bytes();
	}

	/** The secret of an account's notifications, for its row. */
	public byte[] seal(MerchantId merchant, UUID account, String webhookSecret) {
		return this.seals
			.seal(this.webhooks.place(merchant.value(), account), webhookSecret.getBytes(StandardCharsets.UTF_8))
			.bytes();
	}

	/**
	 * All credentials that a row has.
	 * @throws dev.sluice.secrets.SealException where they cannot be opened here
	 */
	Map<String, String> open(MerchantId merchant, UUID account, byte[] sealed) {
		return this.rows.texts(this.seals.open(this.credentials.place(merchant.value(), account), Sealed.of(sealed)));
	}

	/**
	 * The secret of notifications that a row has; null where it has none.
	 * @throws dev.sluice.secrets.SealException where it cannot be opened here
	 */
	@Nullable String openWebhookSecret(MerchantId merchant, UUID account, byte @Nullable [] sealed) {
		return (sealed != null)
				? new String(this.seals.open(this.webhooks.place(merchant.value(), account), Sealed.of(sealed)),
						StandardCharsets.UTF_8)
				: null;
	}

}
