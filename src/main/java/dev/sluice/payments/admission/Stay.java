package dev.sluice.payments.admission;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The room that a request has, from before it is recorded until its outcome is. A place
 * is kept for its first call; but not for long, lest what cannot be recorded keeps others
 * from the processor.
 */
public final class Stay implements Calls {

	private final UUID merchant;

	private final String processor;

	private final Function<String, ProcessorPlaces> places;

	private final ProcessorPlaces own;

	private final Place kept;

	private final Duration patience;

	private final Timer timer;

	private volatile @Nullable Timeout hold;

	private final AtomicBoolean over = new AtomicBoolean();

	private final Runnable end;

	/**
	 * A stay that is yet to begin.
	 * @param timer lets the place lapse, which hardly ever is to be done
	 * @param end run when it is over, once
	 */
	Stay(UUID merchant, String processor, Function<String, ProcessorPlaces> places, Duration patience, Timer timer,
			Runnable end) {
		this.merchant = merchant;
		this.processor = processor;
		this.places = places;
		this.own = places.apply(processor);
		this.kept = new Place(merchant);
		this.patience = patience;
		this.timer = timer;
		this.end = end;
	}

	/** Takes a place at the processor, and keeps it for so long. */
	Mono<Void> begin(Duration longest) {
		return this.own.enter(this.kept, false, this.patience).doOnSuccess((done) -> holdFor(longest));
	}

	/** Whoever asked may have left at this very moment. */
	private void holdFor(Duration longest) {
		this.hold = this.timer.newTimeout((lapsed) -> this.own.lapse(this.kept), longest.toMillis(),
				TimeUnit.MILLISECONDS);
		if (this.over.get()) {
			release();
		}
	}

	@Override
	public <T> Mono<T> call(String processor, Mono<T> call) {
		return Mono.defer(() -> {
			release();
			if (processor.equals(this.processor) && this.own.begin(this.kept)) {
				return this.own.call(this.kept, call);
			}
			leavePlace();
			return this.places.apply(processor).call(this.merchant, true, this.patience, call);
		});
	}

	/** Makes room for the next; once. */
	public void leave() {
		if (this.over.compareAndSet(false, true)) {
			release();
			leavePlace();
			this.end.run();
		}
	}

	/** It need not lapse any more. */
	private void release() {
		Timeout held = this.hold;
		if (held != null) {
			boolean _ = held.cancel();
		}
	}

	private void leavePlace() {
		this.own.leave(this.kept);
	}

}
