package dev.sluice.http.figures;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.sluice.http.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/**
 * The timers and counters of requests. There are as many as there are routes, known
 * methods and classes of statuses, and as problems have codes.
 */
@Component
class RequestFigures {

	private static final Duration[] BUCKETS = { Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
			Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
			Duration.ofMillis(2500), Duration.ofSeconds(10) };

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int SERVER_ERRORS = 500;

	private final Map<Kind, Timer> requests = new ConcurrentHashMap<>();

	private final Map<Told, Counter> refusals = new ConcurrentHashMap<>();

	private final MeterRegistry meters;

	RequestFigures(MeterRegistry meters) {
		this.meters = meters;
	}

	/** A request has ended. */
	void ended(Kind kind, long nanos) {
		this.requests.computeIfAbsent(kind, this::timer).record(nanos, TimeUnit.NANOSECONDS);
	}

	/** What was asked for too often, or could not be served, is counted by its code. */
	void told(Problem problem) {
		int status = problem.status().value();
		if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
			this.refusals.computeIfAbsent(new Told(status, problem.code()), this::counter).increment();
		}
	}

	private Timer timer(Kind kind) {
		return Timer.builder("sluice.http.requests")
			.description(
					"Requests of callers, from their headers to the end of their answer, streams of events left out")
			.tag("method", kind.method())
			.tag("route", kind.route())
			.tag("status", kind.status())
			.serviceLevelObjectives(BUCKETS)
			.register(this.meters);
	}

	private Counter counter(Told told) {
		return Counter.builder("sluice.http.refusals")
			.description("Requests that were answered 429 or 5xx, by the code of their problem")
			.tag("status", Integer.toString(told.status()))
			.tag("code", told.code())
			.register(this.meters);
	}

	/**
	 * Requests that are counted together.
	 *
	 * @param route the pattern of the route; {@code none} where none was reached
	 * @param status {@code 2xx}; {@code none} where the caller left before
	 */
	record Kind(String method, String route, String status) {
	}

	/** A problem that callers are told. */
	private record Told(int status, String code) {
	}

}
