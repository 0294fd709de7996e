package dev.sluice.secrets.startup;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.sluice.secrets.RequiredSecret;

/** Why an instance does not start: secrets that are missing, or none. It shows none. */
class UnfitSecretsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * All that is wrong.
	 * @param unfit one at least
	 */
	UnfitSecretsException(List<RequiredSecret> unfit) {
		super(unfit.stream()
			.map((secret) -> "    %s: %s. %s.".formatted(secret.property(), secret.fault(), secret.purpose()))
			.collect(
					Collectors.joining("\n", "Outside of demo mode Sluice does not start with such secrets:\n\n", "")));
		this.action = advice(unfit.getLast().property());
	}

	/** What to do about it. */
	String action() {
		return this.action;
	}

	private static String advice(String example) {
		return """
				Set each to a secret of its own, which this makes:

				    openssl rand -base64 32

				Keep it in a file of the property's name, such as /run/secrets/%s, in a folder that \
				spring.config.import=configtree:/run/secrets/ names, or in the environment as %s. docs/secrets.md \
				says more. To try things, set sluice.demo.enabled=true, and let nobody else reach it."""
			.formatted(example, environmentName(example));
	}

	private static String environmentName(String property) {
		return property.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
	}

}
