package dev.sluice.testing;

import java.util.Map;

/**
 * Tests ask for all that they like, on machines that have much else to do, unless they
 * say otherwise.
 */
public final class UnlimitedRequests {

	private static final String MANY = "1000000";

	/** What says so. */
	public static final Map<String, String> PROPERTIES = Map.of("sluice.limits.key-reads", MANY,
			"sluice.limits.key-writes", MANY, "sluice.limits.merchant-reads", MANY, "sluice.limits.merchant-writes",
			MANY, "sluice.limits.key-concurrent", MANY, "sluice.limits.merchant-concurrent", MANY,
			"sluice.load.max-requests", MANY, "sluice.load.max-lag", "10m");

	private UnlimitedRequests() {
	}

}
