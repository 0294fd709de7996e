package dev.sluice.merchants.door;

import java.util.stream.Stream;

import dev.sluice.secrets.RequiredSecret;
import dev.sluice.secrets.RequiredSecrets;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** An operator's key is not one of those that examples print. */
@Component
class OperatorSecrets implements RequiredSecrets {

	@Override
	public Stream<RequiredSecret> in(Environment environment) {
		return Stream
			.of(RequiredSecret.optional(environment, "sluice.operator.key", "Merchants are made and changed by it"));
	}

}
