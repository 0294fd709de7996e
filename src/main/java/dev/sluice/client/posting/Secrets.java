package dev.sluice.client.posting;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;

/** The secrets that events are signed with, in text as Standard Webhooks has them. */
public final class Secrets {

	private static final String PREFIX = "whsec_";

	private static final int LENGTH = 32;

	private Secrets() {
	}

	/** A new one that nobody can guess. */
	public static String make() {
		byte[] secret = new byte[LENGTH];
		new SecureRandom().nextBytes(secret);
		return PREFIX + Base64.getEncoder().encodeToString(secret);
	}

	/** Whether a text is one. */
	public static boolean isSecret(String text) {
		return webhook(text).isPresent();
	}

	/** What signs with it; empty where the text is no secret. */
	static Optional<Webhook> webhook(String text) {
		try {
			return text.startsWith(PREFIX) && text.length() > PREFIX.length() ? Optional.of(new Webhook(text))
					: Optional.empty();
		}
		catch (EmptyWebhookSecretException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
