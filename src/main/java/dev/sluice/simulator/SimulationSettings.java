package dev.sluice.simulator;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Whether the simulator is there, and who may speak to it ({@code sluice.simulator.*}).
 *
 * @param enabled whether it is there at all; set by itself in demo mode
 * @param secret the bearer token of its callers
 * @param callbackSecret the key that its callbacks are signed with
 */
@ConfigurationProperties("sluice.simulator")
record SimulationSettings(@DefaultValue("false") boolean enabled, @DefaultValue("") String secret,
		@DefaultValue("") String callbackSecret) {

	SimulationSettings {
		Assert.isTrue(!enabled || !secret.isEmpty(), "sluice.simulator.secret must be set");
		Assert.isTrue(!enabled || !callbackSecret.isEmpty(), "sluice.simulator.callback-secret must be set");
	}

	@Override
	public String toString() {
		return "SimulationSettings[enabled=" + this.enabled + "]";
	}

}
