package dev.sluice.emulators.upkeep;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What the emulators do again and again by themselves. That it fails is said once,
 * however often it is tried until it works again.
 */
final class Chore {

	private static final Logger log = LoggerFactory.getLogger(Chore.class);

	private final String name;

	private final Duration pause;

	private final Mono<Void> work;

	private final AtomicBoolean failing = new AtomicBoolean();

	/**
	 * A chore that nobody does yet.
	 * @param name what it does, as one says it after "The emulators cannot"
	 * @param pause between its end and its next beginning
	 * @param work what is done
	 */
	Chore(String name, Duration pause, Mono<Void> work) {
		this.name = name;
		this.pause = pause;
		this.work = work;
	}

	/** Never ends and never fails; cancelling ends it where it is. */
	Mono<Void> forever() {
		return this.work.doOnSuccess((done) -> works()).onErrorResume((error) -> {
			fails(error);
			return Mono.empty();
		}).repeatWhen((done) -> done.delayElements(this.pause)).then();
	}

	private void fails(Throwable error) {
		if (this.failing.compareAndSet(false, true)) {
			log.warn("The emulators cannot {}; it is tried every {}: {}", this.name, this.pause, error.toString());
		}
	}

	private void works() {
		if (this.failing.compareAndSet(true, false)) {
			log.info("The emulators can {} again", this.name);
		}
	}

}
