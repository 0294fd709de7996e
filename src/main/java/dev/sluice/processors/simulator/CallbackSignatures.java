package dev.sluice.processors.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whether a callback was signed with the secret (Standard Webhooks), and lately. How old
 * it is goes by the clock that all instances share; the library would ask the machine.
 */
@Component
class CallbackSignatures {

	/** What Standard Webhooks allows, before and after. */
	private static final Duration TOLERANCE = Duration.ofMinutes(5);

	private final Webhook webhook;

	private final Clock clock;

	CallbackSignatures(@Value("${sluice.simulator.callback-secret}") String secret, Clock clock)
			throws EmptyWebhookSecretException {
		this.webhook = new Webhook(secret.getBytes(StandardCharsets.UTF_8));
		this.clock = clock;
	}

	/**
	 * Whether one of the signatures is right.
	 * @param timestamp when it was signed, in seconds since 1970
	 * @param signatures with their versions, and blanks between them
	 */
	boolean isSigned(String id, String timestamp, String signatures, String body) {
		try {
			long second = Long.parseLong(timestamp);
			return isRecent(Instant.ofEpochSecond(second)) && isOneOf(signatures, this.webhook.sign(id, second, body));
		}
		catch (NumberFormatException | DateTimeException | WebhookSigningException ex) {
			return false;
		}
	}

	private boolean isRecent(Instant signed) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		return Duration.between(signed, now).abs().compareTo(TOLERANCE) <= 0;
	}

	/** Compared in a time that tells nothing of how far they are alike. */
	private static boolean isOneOf(String signatures, String right) {
		byte[] expected = right.getBytes(StandardCharsets.UTF_8);
		return Stream.of(signatures.split(" ", -1))
			.anyMatch((signature) -> MessageDigest.isEqual(signature.getBytes(StandardCharsets.UTF_8), expected));
	}

}
