package dev.sluice.payments.processing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

import org.springframework.stereotype.Component;

/**
 * Lets in what the processors can take. What finds no place in time is refused before it
 * is recorded, so that it has no effect and nobody has to look it up later.
 */
@Component
public class Admission {

	private final ConcurrentMap<String, InstrumentedPool<Integer>> processors = new ConcurrentHashMap<>();

	private final AdmissionSettings settings;

	Admission(AdmissionSettings settings) {
		this.settings = settings;
	}

	/**
	 * Takes a place at a processor.
	 * @return the place, to be left again; {@link NoPlace} where there is none in time; a
	 * cancel before gives up waiting
	 */
	public Mono<Place> enter(String processor) {
		return this.processors.computeIfAbsent(processor, (name) -> places())
			.acquire(this.settings.maxAdmissionWait())
			.<Place>map(Place::new)
			.onErrorMap((error) -> error instanceof PoolAcquireTimeoutException
					|| error instanceof PoolAcquirePendingLimitException, (error) -> new NoPlace());
	}

	private InstrumentedPool<Integer> places() {
		return PoolBuilder.from(Mono.just(1))
			.sizeBetween(0, this.settings.maxInFlight())
			.maxPendingAcquire(this.settings.maxWaiting())
			.buildPool();
	}

	/** There is no room at the processor; what was to be asked of it is not recorded. */
	public static final class NoPlace extends RuntimeException {

		NoPlace() {
			super("There is no room at the processor", null, false, false);
		}

	}

	/**
	 * A place at a processor.
	 *
	 * @param taken from the places that there are
	 */
	public record Place(PooledRef<Integer> taken) {

		/** Makes room for the next; once. */
		public void leave() {
			var _ = this.taken.release().subscribe();
		}

	}

}
