package dev.sluice.http.connection;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.stereotype.Component;

/** What all requests hold together that have not arrived in full, and may hold. */
@Component
class UnfinishedRequests {

	private final AtomicLong held = new AtomicLong();

	private final long limit;

	UnfinishedRequests(ConnectionSettings settings) {
		this.limit = settings.maxUnfinishedSize().toBytes();
	}

	/**
	 * Takes room for bytes that came. Called by any thread.
	 * @return false where there is none, and then nothing is taken
	 */
	boolean take(long bytes) {
		if (this.held.addAndGet(bytes) <= this.limit) {
			return true;
		}
		give(bytes);
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
