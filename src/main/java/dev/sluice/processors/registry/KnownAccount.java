package dev.sluice.processors.registry;

import dev.sluice.payments.port.Processor;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Connector;

/**
 * An account that can be asked.
 *
 * @param opened with its credentials
 * @param processor the port to it
 */
public record KnownAccount(ProcessorAccount account, Account opened, Connector connector, Processor processor) {

	/** What is kept beside texts. */
	private static final int BASE = 1000;

	/** About how many bytes it holds. */
	long weight() {
		long characters = this.account.label().length();
		characters += this.account.shown().toString().length();
		for (String value : this.opened.credentials().values()) {
			characters += value.length();
		}
		return BASE + 2 * characters;
	}

	/** Shows none of the secrets. */
	@Override
	public String toString() {
		return this.opened.toString();
	}

}
