package dev.sluice.destinations.registry;

import dev.sluice.secrets.SealedColumn;

import org.springframework.stereotype.Component;

/** The secrets that others are taking over from. */
@Component
class PreviousSecretColumn extends SealedColumn {

	PreviousSecretColumn() {
		super("destinations", "previous_secret", "merchant_id uuid", "destination_id uuid");
	}

}
