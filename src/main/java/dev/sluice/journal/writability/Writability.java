package dev.sluice.journal.writability;

import java.time.Duration;

import dev.sluice.http.Problem;
import dev.sluice.postgres.DatabaseTrouble;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Whether the database takes anything new. One that became read-only, or has no room,
 * still answers who reads; batches are refused at once, and every now and then one of
 * them tries.
 */
@Component
public class Writability {

	private static final Logger log = LoggerFactory.getLogger(Writability.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	/** So many batches in a row. */
	private static final int FAILURES = 5;

	private static final Duration FIRST_TRY = Duration.ofMillis(250);

	private static final Duration MAX_DELAY = Duration.ofSeconds(2);

	private final CircuitBreaker breaker = CircuitBreaker.of("writes", CircuitBreakerConfig.custom()
		.slidingWindowSize(FAILURES)
		.minimumNumberOfCalls(FAILURES)
		.failureRateThreshold(100)
		.permittedNumberOfCallsInHalfOpenState(1)
		.waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialRandomBackoff(FIRST_TRY, 2.0, 0.5, MAX_DELAY))
		.recordException(DatabaseTrouble::isUnwritable)
		.build());

	private long refused;

	Writability() {
		this.breaker.getEventPublisher().onStateTransition((event) -> tell(event.getStateTransition()));
		this.breaker.getEventPublisher().onCallNotPermitted((event) -> {
			var _ = count(1);
		});
	}

	/**
	 * Writes, unless the database takes nothing.
	 * @return what was written; a {@link NotSent} where nothing was tried
	 */
	public <T> Mono<T> guard(Mono<T> write) {
		return write.transformDeferred(CircuitBreakerOperator.of(this.breaker))
			.onErrorMap(CallNotPermittedException.class, (refusal) -> new NotSent(unwritable()));
	}

	private void tell(StateTransition change) {
		if (change == StateTransition.CLOSED_TO_OPEN) {
			var _ = count(0);
			log.warn("PostgreSQL takes nothing new; what is to be written is refused until it does");
		}
		else if (change == StateTransition.HALF_OPEN_TO_CLOSED) {
			log.warn("PostgreSQL takes what is new again; meanwhile {} batches were refused", count(0));
		}
	}

	/** Counts on; 0 begins anew. */
	private synchronized long count(int more) {
		long before = this.refused;
		this.refused = (more > 0) ? before + more : 0;
		return before;
	}

	private static Problem unwritable() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "database_unavailable",
					"The database takes nothing new just now; try again.")
			.withRetryAfter(RETRY_AFTER);
	}

}
