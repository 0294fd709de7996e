package dev.sluice.proof.fuzz;

import dev.sluice.processors.connectors.Connector;
import dev.sluice.testing.processors.TestBank;

import org.springframework.context.annotation.Bean;

/**
 * Has the accounts that the description gives as examples; named as a source of beans.
 */
class StandIn {

	@Bean
	Connector exampleConnector() {
		return new TestBank("stripe", "secret_key", "stripe_account");
	}

}
