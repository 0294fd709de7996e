package dev.sluice.testing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Secrets of this JVM's own, without which nothing starts outside of demo mode. */
public final class TestSecrets {

	/** By which merchants are made. */
	public static final String OPERATOR_KEY = random();

	private static final String KEY = random();

	static final Map<String, Object> PROPERTIES = Map.of("sluice.secrets.current", "test", "sluice.secrets.keys.test",
			KEY, "sluice.operator.key", OPERATOR_KEY);

	static final Map<String, String> ENVIRONMENT = Map.of("SLUICE_SECRETS_CURRENT", "test", "SLUICE_SECRETS_KEYS_TEST",
			KEY);

	private TestSecrets() {
	}

	private static String random() {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

}
