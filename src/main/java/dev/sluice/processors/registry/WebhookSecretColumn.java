package dev.sluice.processors.registry;

import dev.sluice.secrets.SealedColumn;

import org.springframework.stereotype.Component;

/** The secrets by which processors' notifications are believed. */
@Component
class WebhookSecretColumn extends SealedColumn {

	WebhookSecretColumn() {
		super("processor_accounts", "webhook_secret", "merchant_id uuid", "account_id uuid");
	}

}
