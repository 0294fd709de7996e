package dev.sluice.processors.calls;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import reactor.core.publisher.Mono;

/**
 * Protects a processor and us from one another. All calls share a limit; none waits for
 * it. Each line has a circuit breaker of its own, so that what fails on one stops no
 * other: a line is what fails together, such as test mode or the host of a merchant. The
 * breakers of the lines that are used most are kept; one that was let go starts anew.
 */
public final class Guard {

	/** Of so many lines it is known how their last calls went. */
	static final int MAX_LINES = 1000;

	/** The line of a processor that has no others. */
	private static final String ONLY = "";

	private final String name;

	private final Bulkhead bulkhead;

	private final CircuitBreakerConfig breaking;

	private final Cache<String, CircuitBreaker> breakers = Caffeine.newBuilder().maximumSize(MAX_LINES).build();

	/**
	 * Starts with nothing under way and all breakers closed.
	 * @param name what the limit is called, and what the names of breakers begin with
	 */
	public Guard(String name, CallLimits limits) {
		this.name = name;
		this.bulkhead = Bulkhead.of(name,
				BulkheadConfig.custom()
					.maxConcurrentCalls(limits.maxConnections() + limits.maxPendingCalls())
					.maxWaitDuration(Duration.ZERO)
					.build());
		this.breaking = CircuitBreakerConfig.custom()
			.slidingWindowSize(limits.openAfter())
			.minimumNumberOfCalls(limits.openAfter())
			.waitDurationInOpenState(limits.openFor())
			.ignoreException(TransportFailure::isOurs)
			.build();
	}

	/**
	 * Makes a call on a line, if there is room and the line is not given up for now.
	 * @param line a short text; it ends the name of its breaker
	 * @return as the call; an error that {@link TransportFailure#outcome} knows where it
	 * is not made. Errors count against the line, but for want of room, and so does
	 * nothing else; a call that is cancelled gives its room back and is not counted
	 */
	public <T> Mono<T> within(String line, Mono<T> call) {
		return Mono.defer(() -> call.transformDeferred(CircuitBreakerOperator.of(breaker(line))))
			.transformDeferred(BulkheadOperator.of(this.bulkhead));
	}

	/** Makes a call to a processor that has one line, as above. */
	public <T> Mono<T> within(Mono<T> call) {
		return within(ONLY, call);
	}

	private CircuitBreaker breaker(String line) {
		return this.breakers.get(line, (unknown) -> CircuitBreaker.of(called(unknown), this.breaking));
	}

	private String called(String line) {
		return line.equals(ONLY) ? this.name : this.name + "-" + line;
	}

	/** How many breakers are kept. */
	int lines() {
		this.breakers.cleanUp();
		return this.breakers.asMap().size();
	}

}
