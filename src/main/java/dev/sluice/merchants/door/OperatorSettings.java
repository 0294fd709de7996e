package dev.sluice.merchants.door;

import dev.sluice.merchants.keys.Secret;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Whoever runs this gateway ({@code sluice.operator.*}).
 *
 * @param key by which merchants are made and changed, of 32 characters at least; nobody
 * can do that over HTTP where there is none
 */
@ConfigurationProperties("sluice.operator")
record OperatorSettings(@DefaultValue("") String key) {

	private static final int SHORTEST = 32;

	OperatorSettings {
		Assert.isTrue(key.isEmpty() || (key.length() >= SHORTEST && key.length() <= Secret.MAX_LENGTH),
				"sluice.operator.key must have 32 to 200 characters: make one with 'openssl rand -base64 32'");
	}

	boolean isSet() {
		return !this.key.isEmpty();
	}

	/** Never the key itself. */
	@Override
	public String toString() {
		return "OperatorSettings[…]";
	}

}
