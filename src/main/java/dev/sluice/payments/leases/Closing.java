package dev.sluice.payments.leases;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.stereotype.Component;

/**
 * Whether this instance is about to end: then it takes over nothing any more, and nobody
 * waits here for an outcome.
 */
@Component
public class Closing {

	private final Set<Sinks.Empty<Void>> waits = ConcurrentHashMap.newKeySet();

	private volatile boolean begun;

	private volatile boolean waitsEnded;

	/** Whether nothing new is to be taken over. */
	public boolean hasBegun() {
		return this.begun;
	}

	/** Whether nobody is to wait any more. */
	public boolean hasEndedWaits() {
		return this.waitsEnded;
	}

	/**
	 * The end of a wait.
	 * @return completes after so long, or as soon as nobody is to wait any more
	 */
	public Mono<Void> after(Duration wait) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> mine = Sinks.empty();
			var _ = this.waits.add(mine);
			if (this.waitsEnded) {
				var _ = mine.tryEmitEmpty();
			}
			return Mono.firstWithSignal(Mono.delay(wait).then(), mine.asMono())
				.doFinally((signal) -> this.waits.remove(mine));
		});
	}

	/** It goes on after all: an application that was stopped may be started again. */
	void reopen() {
		this.begun = false;
		this.waitsEnded = false;
	}

	void begin() {
		this.begun = true;
	}

	void endWaits() {
		this.waitsEnded = true;
		this.waits.forEach((wait) -> {
			var _ = wait.tryEmitEmpty();
		});
	}

}
