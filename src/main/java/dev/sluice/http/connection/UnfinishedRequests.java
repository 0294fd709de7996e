package dev.sluice.http.connection;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** What all requests hold together that have not arrived in full, and may hold. */
@Component
class UnfinishedRequests {

	private final AtomicLong held = new AtomicLong();

	private final long limit;

	UnfinishedRequests(ConnectionSettings settings, MeterRegistry meters) {
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
	boolean take(long bytes) {
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
	void give(long bytes) {
		var _ = this.held.addAndGet(-bytes);
	}

	/** How many bytes are held now. */
	long held() {
		return this.held.get();
	}

}
