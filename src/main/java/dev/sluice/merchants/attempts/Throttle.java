package dev.sluice.merchants.attempts;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.http.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;

/**
 * Counts what fails, by its source. An attempt is taken before it is made, so that many
 * at once count too, and given back where it succeeds.
 */
final class Throttle {

	private final int capacity;

	private final Duration period;

	private final Cache<String, Bucket> sources;

	/**
	 * Starts with nothing counted.
	 * @param capacity how many attempts of a source may fail in a period
	 * @param maxSources how many sources are known at once
	 */
	Throttle(int capacity, Duration period, int maxSources) {
		this.capacity = capacity;
		this.period = period;
		this.sources = Caffeine.newBuilder().maximumSize(maxSources).expireAfterAccess(period).build();
	}

	/**
	 * Makes an attempt, if its source has one left.
	 * @return as the attempt; a {@link Problem} 429 where it is not made. What fails on
	 * our side is not counted; what is cancelled is
	 */
	<T> Mono<T> count(String source, Mono<T> attempt) {
		return Mono.defer(() -> {
			Bucket bucket = this.sources.get(source, (unknown) -> full());
			ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
			if (!probe.isConsumed()) {
				return Mono.error(tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill())));
			}
			return attempt.doOnSuccess((found) -> bucket.addTokens(1))
				.doOnError((error) -> !isTheirs(error), (error) -> bucket.addTokens(1));
		});
	}

	private Bucket full() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(this.capacity).refillGreedy(this.capacity, this.period))
			.build();
	}

	private static boolean isTheirs(Throwable error) {
		return error instanceof Problem problem && problem.status().is4xxClientError();
	}

	private static Problem tooMany(Duration wait) {
		return Problem
			.of(HttpStatus.TOO_MANY_REQUESTS, "too_many_attempts",
					"Too many attempts with a wrong key or session came from here; try again later.")
			.withRetryAfter(wait.plusMillis(999));
	}

}
