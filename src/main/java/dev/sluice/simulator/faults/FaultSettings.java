package dev.sluice.simulator.faults;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How much is remembered for faults ({@code sluice.simulator.*}).
 *
 * @param maxTrackedOperations for how many operations attempts are counted
 */
@ConfigurationProperties("sluice.simulator")
record FaultSettings(@DefaultValue("100000") int maxTrackedOperations) {

	FaultSettings {
		Assert.isTrue(maxTrackedOperations > 0, "sluice.simulator.max-tracked-operations must be positive");
	}

}
