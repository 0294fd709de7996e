package dev.sluice.processors.registry;

import dev.sluice.secrets.SealedColumn;

import org.springframework.stereotype.Component;

/** The credentials of accounts at processors. */
@Component
class CredentialsColumn extends SealedColumn {

	CredentialsColumn() {
		super("processor_accounts", "credentials", "merchant_id uuid", "account_id uuid");
	}

}
