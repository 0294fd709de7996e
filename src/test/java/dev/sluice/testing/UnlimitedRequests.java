package dev.sluice.testing;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tests ask for all that they like, unless they say otherwise. */
public final class UnlimitedRequests {

	/** What says so. */
	public static final Map<String, String> PROPERTIES = Stream
		.of("key-reads", "key-writes", "merchant-reads", "merchant-writes")
		.collect(Collectors.toUnmodifiableMap((limit) -> "sluice.limits." + limit, (limit) -> "1000000"));

	private UnlimitedRequests() {
	}

}
