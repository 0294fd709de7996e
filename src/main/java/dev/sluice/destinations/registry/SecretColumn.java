package dev.sluice.destinations.registry;

import dev.sluice.secrets.SealedColumn;

import org.springframework.stereotype.Component;

/** The secrets that destinations are signed for with. */
@Component
class SecretColumn extends SealedColumn {

	SecretColumn() {
		super("destinations", "secret", "merchant_id uuid", "destination_id uuid");
	}

}
