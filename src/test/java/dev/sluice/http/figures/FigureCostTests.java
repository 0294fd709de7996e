package dev.sluice.http.figures;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import dev.sluice.http.figures.RequestFigures.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prints what it costs to count, in nanoseconds; more often by
 * {@code -Dsluice.figures.rounds=3000000}.
 */
class FigureCostTests {

	private static final Logger log = LoggerFactory.getLogger(FigureCostTests.class);

	private static final int ROUNDS = Integer.getInteger("sluice.figures.rounds", 10_000);

	private static final String[] STATUSES = { "2xx", "4xx" };

	private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void aRequestIsCountedOnce() {
		RequestFigures figures = new RequestFigures(this.meters);

		measure("a request", (i) -> figures.ended(new Kind("POST", "/v1/payments", STATUSES[i & 1]), i * 1000L));

		assertThat(this.meters.get("sluice.http.requests").timers().stream().mapToLong(Timer::count).sum())
			.isEqualTo(2L * ROUNDS);
	}

	@Test
	void aCounterCountsEach() {
		Counter counter = this.meters.counter("sluice.payments.events", "type", "payment.created");

		measure("a counter", (i) -> counter.increment());

		assertThat(counter.count()).isEqualTo(2.0 * ROUNDS);
	}

	/** As Spring would count a request, without what it takes to know its labels. */
	@Test
	void anObservationIsCountedOnce() {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters,
					DefaultMeterObservationHandler.IgnoredMeters.LONG_TASK_TIMER));

		measure("an observation",
				(i) -> Observation.createNotStarted("http.server.requests", observations)
					.lowCardinalityKeyValue("method", "POST")
					.lowCardinalityKeyValue("uri", "/v1/payments")
					.lowCardinalityKeyValue("status", STATUSES[i & 1])
					.lowCardinalityKeyValue("outcome", "SUCCESS")
					.lowCardinalityKeyValue("exception", "none")
					.start()
					.stop());

		assertThat(this.meters.get("http.server.requests").timers().stream().mapToLong(Timer::count).sum())
			.isEqualTo(2L * ROUNDS);
	}

	/** The second half counts. */
	private static void measure(String what, IntConsumer work) {
		for (int i = 0; i < ROUNDS; i++) {
			work.accept(i);
		}
		long begun = System.nanoTime();
		for (int i = 0; i < ROUNDS; i++) {
			work.accept(i);
		}
		long nanos = System.nanoTime() - begun;
		log.info("{}: {} ns each, {} ms for {}", what, nanos / ROUNDS, TimeUnit.NANOSECONDS.toMillis(nanos), ROUNDS);
	}

}
