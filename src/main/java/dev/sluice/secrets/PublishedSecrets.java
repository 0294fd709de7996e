package dev.sluice.secrets;

import java.util.Set;

/** Secrets that are none: they stand in our sources, documents and examples. */
final class PublishedSecrets {

	private static final Set<String> ALL = Set.of("sk_demo_sluice", "sim_demo_secret", "sim_callback_secret",
			DemoKey.PUBLISHED, "whsec_emulator", "whsec_abcdefghijkl", "sk_test_abcdef", "sk_test_fedcba", "sluice");

	private PublishedSecrets() {
	}

	static boolean contains(String value) {
		return ALL.contains(value.strip());
	}

}
