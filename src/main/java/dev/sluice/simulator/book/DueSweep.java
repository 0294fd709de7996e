package dev.sluice.simulator.book;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/**
 * Ends operations that have waited for as long as they may, by what the book says of
 * their age, so that a restart forgets none. Any number of instances may do so at once.
 */
public class DueSweep implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(DueSweep.class);

	private final CardProcessor processor;

	private final BookSettings settings;

	private volatile @Nullable Disposable running;

	private volatile boolean failing;

	DueSweep(CardProcessor processor, BookSettings settings) {
		this.processor = processor;
		this.settings = settings;
	}

	@Override
	public void start() {
		this.running = sweep().repeatWhen((completed) -> completed.delayElements(this.settings.sweepInterval()))
			.subscribe();
	}

	private Mono<Void> sweep() {
		return Mono.defer(() -> this.processor.endDue().then())
			.doOnSuccess((ended) -> works())
			.onErrorResume((error) -> {
				fails(error);
				return Mono.empty();
			});
	}

	/** It is said once, however often it is tried. */
	private void fails(Throwable error) {
		if (!this.failing) {
			log.warn("Operations of the simulator that are due cannot be ended; it is tried every {}: {}",
					this.settings.sweepInterval(), error.toString());
		}
		this.failing = true;
	}

	private void works() {
		if (this.failing) {
			log.info("Operations of the simulator that are due are ended again");
		}
		this.failing = false;
	}

	@Override
	public void stop() {
		Disposable sweeping = this.running;
		this.running = null;
		if (sweeping != null) {
			sweeping.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

}
