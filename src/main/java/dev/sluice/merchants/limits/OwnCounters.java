package dev.sluice.merchants.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import reactor.core.publisher.Mono;

/** Counts what this instance alone is asked for. */
final class OwnCounters implements Counters {

	private final Cache<Counted, Bucket> buckets;

	/**
	 * Starts with nothing counted.
	 * @param settings say of how many it is known what they asked for; who asked for
	 * nothing in a whole window need not be known
	 */
	OwnCounters(LimitSettings settings) {
		this.buckets = Caffeine.newBuilder()
			.maximumSize(4L * settings.maxKnown())
			.expireAfterAccess(settings.key(Kind.READ).window())
			.build();
	}

	@Override
	public Mono<Verdict> take(Quota quota, Object subject) {
		return Mono.just(Verdict.of(quota, bucket(quota, subject).tryConsumeAndReturnRemaining(1)));
	}

	private Bucket bucket(Quota quota, Object subject) {
		return this.buckets.get(new Counted(quota.name(), subject),
				(unknown) -> Bucket.builder().addLimit(quota.bandwidth()).withNanosecondPrecision().build());
	}

	/** Whose requests are counted, and for which limit. */
	private record Counted(String quota, Object subject) {
	}

}
