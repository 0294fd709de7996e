package dev.sluice.secrets;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.crypto.spec.SecretKeySpec;

import org.springframework.util.Assert;

/** The keys of an instance, by their ids, and which of them seals now. */
final class SealingKeys {

	private final Map<String, SecretKeySpec> keys;

	private final String current;

	/**
	 * Keys that are all sound.
	 * @param current the id of the one that seals
	 */
	SealingKeys(Map<String, byte[]> keys, String current) {
		this.keys = keys.entrySet()
			.stream()
			.collect(
					Collectors.toUnmodifiableMap(Map.Entry::getKey, (key) -> new SecretKeySpec(key.getValue(), "AES")));
		Assert.isTrue(this.keys.containsKey(current), () -> "There is no key '" + current + "' to seal with");
		this.current = current;
	}

	/** The id of the key that seals. */
	String current() {
		return this.current;
	}

	Optional<SecretKeySpec> find(String id) {
		return Optional.ofNullable(this.keys.get(id));
	}

}
