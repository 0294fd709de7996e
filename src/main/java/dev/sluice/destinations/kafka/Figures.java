package dev.sluice.destinations.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** What an operator sees of the relay, at the instance that relays. */
final class Figures {

	private static final String PREFIX = "sluice.destinations.kafka.";

	private final AtomicLong missing = new AtomicLong();

	private final AtomicLong newest = new AtomicLong();

	private final InstantSource clock;

	private final Counter records;

	private final Timer transactions;

	private final Counter passed;

	private final Counter ahead;

	private final Counter interruptions;

	private volatile boolean relays;

	Figures(InstantSource clock, MeterRegistry meters) {
		this.clock = clock;
		this.records = counter("records", "Events that were relayed to Kafka", meters);
		this.passed = counter("passed", "Events that were no longer kept when they were to be relayed", meters);
		this.ahead = counter("ahead", "Journals that were found to end before what Kafka has of them", meters);
		this.interruptions = counter("interruptions", "How often relaying to Kafka was broken off by an error", meters);
		this.transactions = Timer.builder(PREFIX + "transactions")
			.description("How long transactions with Kafka take, from their first record on")
			.register(meters);
		gauge("active", "Whether this instance is the one that relays", null, () -> this.relays ? 1 : 0, meters);
		gauge("lag.positions", "Events that were not relayed yet when it was looked last", null,
				() -> this.relays ? (double) this.missing.get() : 0, meters);
		gauge("lag", "How old the newest relayed event is, while there are others behind it", "seconds", this::lag,
				meters);
	}

	private static Counter counter(String name, String description, MeterRegistry meters) {
		return Counter.builder(PREFIX + name).description(description).register(meters);
	}

	private static void gauge(String name, String description, @Nullable String unit, DoubleSupplier value,
			MeterRegistry meters) {
		var _ = Gauge.builder(PREFIX + name, value::getAsDouble)
			.description(description)
			.baseUnit(unit)
			.register(meters);
	}

	private double lag() {
		return (this.relays && this.missing.get() > 0) ? Math.max(0, this.clock.millis() - this.newest.get()) / 1000.0
				: 0;
	}

	/** So many events were behind when it was looked. */
	void looked(long behind) {
		this.missing.set(behind);
	}

	/** So many are in Kafka, the newest of them created then. */
	void committed(long count, Duration took, long newestMillis) {
		this.records.increment((double) count);
		this.transactions.record(took);
		this.newest.set(newestMillis);
		var _ = this.missing.updateAndGet((behind) -> Math.max(0, behind - count));
	}

	void passed(long count) {
		this.passed.increment((double) count);
	}

	void leftBehind() {
		this.ahead.increment();
	}

	void interrupted() {
		this.interruptions.increment();
	}

	void relays(boolean does) {
		this.relays = does;
	}

}
