package dev.sluice.processors.calls;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Limits of a test. */
record Limits(@Nullable String sslBundle, Duration connectTimeout, Duration responseTimeout, int maxConnections,
		int maxPendingCalls, int openAfter, Duration openFor) implements CallLimits {

	Limits {
		CallLimits.check("sluice.processors.test", connectTimeout, responseTimeout, maxConnections, maxPendingCalls,
				openAfter, openFor);
	}

	/** A line that is given up stays so for as long as a test lasts. */
	static Limits of(int maxConnections, int maxPendingCalls, int openAfter) {
		return new Limits(null, Duration.ofSeconds(5), Duration.ofSeconds(25), maxConnections, maxPendingCalls,
				openAfter, Duration.ofHours(1));
	}

}
