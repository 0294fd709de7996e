package dev.sluice.secrets;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * The keys under which secrets are kept ({@code sluice.secrets.*}). What is wrong with
 * them is said at the start, together with what is wrong with other secrets.
 *
 * @param current the id of the key that seals; the others open what was sealed under them
 * @param keys 32 bytes each, in Base64, by their ids: 1 to 32 of a to z, 0 to 9 and -
 */
@ConfigurationProperties("sluice.secrets")
record SealSettings(@Nullable String current, @DefaultValue Map<String, String> keys) {

	static SealSettings from(Environment environment) {
		return Binder.get(environment).bindOrCreate("sluice.secrets", SealSettings.class);
	}

	/**
	 * The keys themselves.
	 * @throws IllegalArgumentException where one is none
	 */
	Map<String, byte[]> decoded() {
		Map<String, byte[]> decoded = new TreeMap<>();
		this.keys.forEach((id, key) -> {
			String weakness = SealingKeys.weakness(id, key);
			Assert.isNull(weakness, () -> "sluice.secrets.keys." + id + " is of no use. " + weakness);
			decoded.put(id, SealingKeys.decoded(key));
		});
		return decoded;
	}

	@Override
	public String toString() {
		return "SealSettings[current=" + this.current + ", keys=" + this.keys.keySet() + "]";
	}

}
