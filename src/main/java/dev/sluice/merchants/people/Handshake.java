package dev.sluice.merchants.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.sluice.merchants.keys.Secret;

/**
 * What a browser keeps while somebody is with the provider: a secret, from which all is
 * made that has to be the same before and after, so that no server keeps anything.
 *
 * @param secret drawn anew for each sign-in
 * @param begun when, in seconds
 */
record Handshake(Secret secret, long begun) {

	/** How long somebody may be away. */
	static final Duration LONGEST = Duration.ofMinutes(10);

	private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9_-]{43})\\.([0-9]{1,12})");

	static Handshake begin(Instant now) {
		return new Handshake(Secret.random(), now.getEpochSecond());
	}

	/** What a browser brings back; empty where that is none, or too old. */
	static Optional<Handshake> read(String written, Instant now) {
		Matcher matcher = WRITTEN.matcher(written);
		return matcher.matches()
				? Optional.of(new Handshake(new Secret(matcher.group(1)), Long.parseLong(matcher.group(2))))
					.filter((handshake) -> handshake.isOpen(now))
				: Optional.empty();
	}

	/** The time is a part of all that is made, so that it cannot be put off. */
	private boolean isOpen(Instant now) {
		long away = now.getEpochSecond() - this.begun;
		return away >= -LONGEST.toSeconds() && away <= LONGEST.toSeconds();
	}

	/** As the browser keeps it. */
	String written() {
		return this.secret.text() + "." + this.begun;
	}

	/** Comes back with the browser. */
	String state() {
		return derived("state");
	}

	/** Whether it is the state; how long that takes says nothing of it. */
	boolean isState(String said) {
		return MessageDigest.isEqual(state().getBytes(StandardCharsets.US_ASCII),
				said.getBytes(StandardCharsets.UTF_8));
	}

	/** Comes back in the token, hashed. */
	String nonce() {
		return derived("nonce");
	}

	/** Shows the provider that who fetches the token is who sent the browser (PKCE). */
	String verifier() {
		return derived("verifier");
	}

	private String derived(String use) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.secret.text().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
			byte[] bytes = mac.doFinal((use + "." + this.begun).getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
