package dev.sluice.http.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.netty.resources.LoopResources;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * How much this instance has to do, as a part of what it takes on: by the number of
 * requests, and by how long what is ready waits for a thread.
 */
@Component
class Load implements SmartLifecycle {

	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20),
			Duration.ofMillis(100), Duration.ofMillis(500) };

	private final LoadSettings settings;

	private final int most;

	private final double longest;

	private final AtomicInteger requests = new AtomicInteger();

	private final List<Pulse> pulses;

	private volatile boolean running;

	Load(LoadSettings settings, LoopResources eventLoops, MeterRegistry meters) {
		this.settings = settings;
		this.most = settings.requests();
		this.longest = settings.maxLag().toNanos();
		Timer lags = Timer.builder("sluice.load.lag")
			.description("How long what is ready waits for its event loop, looked at again and again")
			.serviceLevelObjectives(BUCKETS)
			.register(meters);
		this.pulses = StreamSupport.stream(eventLoops.onServer(LoopResources.DEFAULT_NATIVE).spliterator(), false)
			.map((thread) -> new Pulse(thread, settings.lookInterval(), lags))
			.toList();
		var _ = Gauge.builder("sluice.load.requests", this.requests, AtomicInteger::get)
			.description("Requests of the API that are under way")
			.register(meters);
		var _ = Gauge.builder("sluice.load", this, Load::part)
			.description("What there is to do, as a part of what is taken on")
			.register(meters);
	}

	/**
	 * Begins a request, unless there is too much to do for one that is so urgent; then
	 * {@link #leave} is to be called once.
	 * @param urgency only asked for where there is much to do
	 */
	boolean enter(Supplier<Urgency> urgency) {
		double part = Math.max((double) this.requests.getAndIncrement() / this.most, lag() / this.longest);
		boolean entered = part < this.settings.bearable(Urgency.EXPORT) || part < this.settings.bearable(urgency.get());
		if (!entered) {
			leave();
		}
		return entered;
	}

	void leave() {
		int _ = this.requests.decrementAndGet();
	}

	private double part() {
		return Math.max((double) this.requests.get() / this.most, lag() / this.longest);
	}

	/** Of the thread that has most to do. */
	private long lag() {
		long lag = 0;
		for (Pulse pulse : this.pulses) {
			lag = Math.max(lag, pulse.standing());
		}
		return lag;
	}

	@Override
	public void start() {
		this.running = true;
		this.pulses.forEach(Pulse::start);
	}

	@Override
	public void stop() {
		this.running = false;
		this.pulses.forEach(Pulse::stop);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
