package dev.sluice.postgres;

import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.DisposableBean;

/**
 * The pooled connections to PostgreSQL, by what they are for. Each class has a number of
 * them for itself, which it cannot exceed, so that nothing ever waits for what is less
 * important. Whoever needs a connection has to say here what for; there is no other way
 * to one.
 */
public final class Connections implements DisposableBean {

	private final Share outcomes;

	private final Share payments;

	private final Share reads;

	private final Share exports;

	private final Share simulator;

	Connections(Share outcomes, Share payments, Share reads, Share exports, Share simulator) {
		this.outcomes = outcomes;
		this.payments = payments;
		this.reads = reads;
		this.exports = exports;
		this.simulator = simulator;
	}

	/** Shows how many connections of a class there are. */
	static void show(Share share, MeterRegistry meters) {
		gauge(share, "acquired", "Connections that are in use", Share::inUse, meters);
		gauge(share, "pending", "Work that waits for a connection", Share::waiting, meters);
		gauge(share, "limit", "Connections that there may be", Share::limit, meters);
	}

	private static void gauge(Share share, String name, String description, ToIntFunction<Share> value,
			MeterRegistry meters) {
		var _ = Gauge.builder("sluice.postgres.connections." + name, share, value::applyAsInt)
			.tag("class", share.name())
			.description(description)
			.register(meters);
	}

	/**
	 * What must not wait for anything: appends to the journal, which carry the outcomes
	 * of processors, and whatever it takes to find out what belongs in them.
	 */
	public Share outcomes() {
		return this.outcomes;
	}

	/** What a request that pays needs besides: who asks, about which payment. */
	public Share payments() {
		return this.payments;
	}

	/** Pages and sums that somebody looks at. */
	public Share reads() {
		return this.reads;
	}

	/**
	 * What takes long and may wait: exports, readers who are behind, tidying up.
	 */
	public Share exports() {
		return this.exports;
	}

	/**
	 * What the simulator of a processor keeps. It stands for a system of somebody else,
	 * so nothing of the gateway's own waits for it; none are opened where it is not.
	 */
	public Share simulator() {
		return this.simulator;
	}

	/** Whether no class uses one, or waits for one. */
	public boolean areIdle() {
		return shares().allMatch((share) -> share.inUse() == 0 && share.waiting() == 0);
	}

	private Stream<Share> shares() {
		return Stream.of(this.outcomes, this.payments, this.reads, this.exports, this.simulator);
	}

	@Override
	public void destroy() {
		shares().forEach(Share::close);
	}

}
