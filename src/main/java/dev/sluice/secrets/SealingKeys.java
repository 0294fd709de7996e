package dev.sluice.secrets;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** The keys of an instance, by their ids, and which of them seals now. */
final class SealingKeys {

	private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

	private static final int LENGTH = 32;

	/** Drawn by lot, a key has fewer different bytes less than once in a lifetime. */
	private static final int MIN_VARIETY = 16;

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

	/**
	 * What is wrong with a key as it is configured, in a sentence without its end; null
	 * where nothing is.
	 */
	static @Nullable String weakness(String id, String key) {
		if (!ID.matcher(id).matches()) {
			return "The id of a key is made of 1 to 32 of a to z, 0 to 9 and -";
		}
		byte[] bytes;
		try {
			bytes = decoded(key);
		}
		catch (IllegalArgumentException ex) {
			return "It is no Base64";
		}
		if (bytes.length != LENGTH) {
			return "It is " + bytes.length + " bytes long, and must be 32";
		}
		return (variety(bytes) < MIN_VARIETY) ? "It was not drawn by lot" : null;
	}

	/** Its bytes; files end with a line break more often than not. */
	static byte[] decoded(String key) {
		return Base64.getDecoder().decode(key.strip());
	}

	private static long variety(byte[] bytes) {
		return IntStream.range(0, bytes.length).map((index) -> bytes[index]).distinct().count();
	}

}
