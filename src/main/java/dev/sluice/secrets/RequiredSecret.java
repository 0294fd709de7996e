package dev.sluice.secrets;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * A secret that must be nobody else's outside of demo mode. That everybody can read it in
 * our documents is looked for without being asked.
 *
 * @param property where it is set, in its canonical form
 * @param purpose what it is for, as in "It signs callbacks"
 * @param value what it is set to; null where it is not
 * @param needed whether there must be one
 * @param weakness what is wrong with a value, as in "It is shorter than 32 characters";
 * null where nothing is
 */
public record RequiredSecret(String property, String purpose, @Nullable String value, boolean needed,
		Function<String, @Nullable String> weakness) {

	/** Of a secret that is text: nobody finds it by trying. */
	public static final int MIN_LENGTH = 32;

	/** A text that must be there, and be long enough. */
	public static RequiredSecret needed(Environment environment, String property, String purpose) {
		return new RequiredSecret(property, purpose, environment.getProperty(property), true, RequiredSecret::length);
	}

	/** A text that must be long enough where it is there. */
	public static RequiredSecret optional(Environment environment, String property, String purpose) {
		return new RequiredSecret(property, purpose, environment.getProperty(property), false, RequiredSecret::length);
	}

	private static @Nullable String length(String value) {
		return (value.length() < MIN_LENGTH) ? "It is shorter than " + MIN_LENGTH + " characters" : null;
	}

	/**
	 * What is wrong with it, in a sentence that shows nothing of it; null for nothing.
	 */
	public @Nullable String fault() {
		if (!StringUtils.hasText(this.value)) {
			return this.needed ? "It is not set" : null;
		}
		return PublishedSecrets.contains(this.value)
				? "It is set to one that everybody can read in Sluice's sources and documents"
				: this.weakness.apply(this.value);
	}

	/** Never the secret itself. */
	@Override
	public String toString() {
		return "RequiredSecret[" + this.property + "]";
	}

}
