package dev.sluice.processors.simulator;

import java.util.stream.Stream;

import dev.sluice.secrets.RequiredSecret;
import dev.sluice.secrets.RequiredSecrets;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What is shared with a simulator: whoever knows it could pay, or say that a payment has
 * succeeded.
 */
@Component
class SimulatorSecrets implements RequiredSecrets {

	/** Where a simulator is neither called nor inside, none of it opens anything. */
	@Override
	public Stream<RequiredSecret> in(Environment environment) {
		return isUsed(environment) ? Stream.of(
				RequiredSecret.needed(environment, "sluice.simulator.secret", "Simulators are called with it"),
				RequiredSecret.needed(environment, "sluice.simulator.callback-secret", "It signs what simulators tell"))
				: Stream.empty();
	}

	private static boolean isUsed(Environment environment) {
		Binder binder = Binder.get(environment);
		return binder.bind("sluice.simulator.enabled", Boolean.class).orElse(false)
				|| binder.bind("sluice.processors.simulator.url", String.class).isBound()
				|| binder.bind("sluice.processors.simulator.others", Bindable.mapOf(String.class, String.class))
					.isBound();
	}

}
