package dev.sluice.processors.calls;

import java.time.Duration;
import java.util.function.Supplier;

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
 * it. Each line takes half of it at most, and has a circuit breaker of its own, so that
 * what is slow or fails on one stops no other: a line is what fails together, such as
 * test mode or the host of a merchant. The lines that are used most are kept; one that
 * was let go starts anew.
 */
public final class Guard {

	/** Of so many lines it is known how their last calls went. */
	static final int MAX_LINES = 1000;

	/** The line of a processor that has no others. */
	private static final String ONLY = "";

	private final String name;

	private final Bulkhead bulkhead;

	private final BulkheadConfig share;

	private final CircuitBreakerConfig breaking;

	private final Cache<String, Line> lines = Caffeine.newBuilder().maximumSize(MAX_LINES).build();

	/**
	 * Starts with nothing under way and all breakers closed.
	 * @param name what the limit is called, and what the names of breakers begin with
	 */
	public Guard(String name, CallLimits limits) {
		this.name = name;
		int most = limits.maxConnections() + limits.maxPendingCalls();
		this.bulkhead = Bulkhead.of(name, atMost(most));
		this.share = atMost(Math.ceilDiv(most, 2));
		this.breaking = CircuitBreakerConfig.custom()
			.slidingWindowSize(limits.openAfter())
			.minimumNumberOfCalls(limits.openAfter())
			.waitDurationInOpenState(limits.openFor())
			.ignoreException(TransportFailure::isOurs)
			.build();
	}

	private static BulkheadConfig atMost(int calls) {
		return BulkheadConfig.custom().maxConcurrentCalls(calls).maxWaitDuration(Duration.ZERO).build();
	}

	/**
	 * Makes a call on a line, if there is room and the line is not given up for now.
	 * @param line a short text; it ends the name of its breaker
	 * @return as the call; an error that {@link TransportFailure#outcome} knows where it
	 * is not made. Errors count against the line, but for want of room, and so does
	 * nothing else; a call that is cancelled gives its room back and is not counted
	 */
	public <T> Mono<T> within(String line, Mono<T> call) {
		return within(() -> this.lines.get(line, (unknown) -> line(this.name + "-" + unknown, this.share)), call);
	}

	/** Makes a call to a processor that has one line, as above, which takes it all. */
	public <T> Mono<T> within(Mono<T> call) {
		return within(() -> this.lines.get(ONLY, (unknown) -> line(this.name, this.bulkhead.getBulkheadConfig())),
				call);
	}

	private <T> Mono<T> within(Supplier<Line> found, Mono<T> call) {
		return Mono.defer(() -> {
			Line line = found.get();
			return call.transformDeferred(CircuitBreakerOperator.of(line.breaker()))
				.transformDeferred(BulkheadOperator.of(line.share()));
		}).transformDeferred(BulkheadOperator.of(this.bulkhead));
	}

	private Line line(String called, BulkheadConfig config) {
		return new Line(CircuitBreaker.of(called, this.breaking), Bulkhead.of(called, config));
	}

	/** How many lines are kept. */
	int lines() {
		this.lines.cleanUp();
		return this.lines.asMap().size();
	}

	/** What fails together. */
	private record Line(CircuitBreaker breaker, Bulkhead share) {
	}

}
