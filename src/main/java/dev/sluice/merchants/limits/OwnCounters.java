package dev.sluice.merchants.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import reactor.core.publisher.Mono;

/** Counts what this instance alone is asked for. */
final class OwnCounters implements Counters {

	private final Cache<Counted, Bucket> buckets;

	/** Starts with nothing counted. */
	OwnCounters(LimitSettings settings) {
		this.buckets = remembered(settings);
	}

	/**
	 * What is known of those who ask; who asked for nothing in a whole window need not be
	 * known.
	 */
	static <T> Cache<Counted, T> remembered(LimitSettings settings) {
		return Caffeine.newBuilder()
			.maximumSize(settings.maxCounted())
			.expireAfterAccess(settings.key(Kind.READ).window())
			.build();
	}

	@Override
	public boolean areOwn() {
		return true;
	}

	@Override
	public Mono<Verdict> take(Counted counted) {
		return Mono.just(takeHere(counted));
	}

	@Override
	public Verdict takeHere(Counted counted) {
		Bucket bucket = this.buckets.get(counted, OwnCounters::full);
		return Verdict.of(counted.quota(), bucket.tryConsumeAndReturnRemaining(1));
	}

	private static Bucket full(Counted counted) {
		return Bucket.builder().addLimit(counted.quota().bandwidth()).withNanosecondPrecision().build();
	}

}
