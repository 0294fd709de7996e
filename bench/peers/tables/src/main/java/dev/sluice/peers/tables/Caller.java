package dev.sluice.peers.tables;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Who calls: the merchant in its mode, and the key. */
public record Caller(UUID merchant, UUID key, String name) {

	/** For how long one that was found may be remembered. */
	public static final Duration REMEMBERED = Duration.ofSeconds(5);

	/** How many of them may be. */
	public static final int MAX_REMEMBERED = 10_000;

	private static final String BEARER = "Bearer ";

	/** The hash by which a key is looked up; null where the header has none. */
	public static @Nullable ByteBuffer hash(@Nullable String authorization) {
		if (authorization == null || !authorization.startsWith(BEARER)) {
			return null;
		}
		try {
			byte[] secret = authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
			return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(secret));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
