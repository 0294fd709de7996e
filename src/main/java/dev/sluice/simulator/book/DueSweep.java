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
		return Mono.defer(() -> this.processor.endDue().then()).onErrorResume((error) -> {
			log.warn("Operations of the simulator that are due could not be ended, trying again: {}", error.toString());
			return Mono.empty();
		});
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
