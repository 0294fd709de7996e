package dev.sluice.merchants;

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
public record OperatorSettings(@DefaultValue("") String key) {

	private static final int SHORTEST = 32;

	private static final int LONGEST = 200;

	public OperatorSettings {
		Assert.isTrue(key.isEmpty() || (key.length() >= SHORTEST && key.length() <= LONGEST),
				"sluice.operator.key must have 32 to 200 characters: make one with 'openssl rand -base64 32'");
	}

	/** Whether there is one. */
	public boolean isSet() {
		return !this.key.isEmpty();
	}

	/** Never the key itself. */
	@Override
	public String toString() {
		return "OperatorSettings[…]";
	}

}
