package dev.sluice.payments.vault;

import dev.sluice.secrets.SealedColumn;

import org.springframework.stereotype.Component;

/** The secrets of payment methods. */
@Component
class MethodSecretsColumn extends SealedColumn {

	MethodSecretsColumn() {
		super("payment_secrets", "secrets", "merchant_id uuid", "payment_id uuid");
	}

}
