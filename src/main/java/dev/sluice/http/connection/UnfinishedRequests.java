package dev.sluice.http.connection;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** What all requests hold together that have not arrived in full, and may hold. */
@Component
public class UnfinishedRequests {

	private final AtomicLong held = new AtomicLong();

	private final long limit;

	/** Nothing is held yet. */
	public UnfinishedRequests(ConnectionSettings settings, MeterRegistry meters) {
		this.limit = settings.maxUnfinishedSize().toBytes();
		var _ = Gauge.builder("sluice.web.unfinished", this.held, AtomicLong::get)
			.baseUnit("bytes")
			.description("What is held of requests that have not arrived in full")
			.register(meters);
	}

	/**
	 * Takes room for bytes that came. Called by any thread.
	 * @return false where there is none, and then nothing is taken
	 */
	public boolean take(long bytes) {
		long before = this.held.get();
		while (before + bytes <= this.limit) {
			if (this.held.compareAndSet(before, before + bytes)) {
				return true;
			}
			before = this.held.get();
		}
		return false;
	}

	/** Gives room back that was taken. */
	public void give(long bytes) {
		var _ = this.held.addAndGet(-bytes);
	}

	/** How many bytes are held now. */
	public long held() {
		return this.held.get();
	}

}
