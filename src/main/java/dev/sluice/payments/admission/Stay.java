package dev.sluice.payments.admission;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The room that a request has, from before it is recorded until its outcome is. A place
 * is kept for its first call; but not for long, lest what cannot be recorded keeps others
 * from the processor.
 */
public final class Stay implements Calls {

	private final UUID merchant;

	private final String processor;

	private final Function<String, ProcessorPlaces> places;

	private final Place kept;

	private final Duration patience;

	private final Disposable.Swap hold = Disposables.swap();

	private final AtomicBoolean over = new AtomicBoolean();

	private final Runnable end;

	/**
	 * A stay that is yet to begin.
	 * @param end run when it is over, once
	 */
	Stay(UUID merchant, String processor, Function<String, ProcessorPlaces> places, Duration patience, Runnable end) {
		this.merchant = merchant;
		this.processor = processor;
		this.places = places;
		this.kept = new Place(merchant);
		this.patience = patience;
		this.end = end;
	}

	/** Takes a place at the processor, and keeps it for so long. */
	Mono<Void> begin(Duration longest) {
		ProcessorPlaces here = this.places.apply(this.processor);
		return here.enter(this.kept, false, this.patience).doOnSuccess((done) -> {
			var _ = this.hold.update(Schedulers.parallel()
				.schedule(() -> here.lapse(this.kept), longest.toMillis(), TimeUnit.MILLISECONDS));
		});
	}

	@Override
	public <T> Mono<T> call(String processor, Mono<T> call) {
		return Mono.defer(() -> {
			this.hold.dispose();
			ProcessorPlaces here = this.places.apply(processor);
			if (processor.equals(this.processor) && here.begin(this.kept)) {
				return here.call(this.kept, call);
			}
			leavePlace();
			return here.call(this.merchant, true, this.patience, call);
		});
	}

	/** Makes room for the next; once. */
	public void leave() {
		if (this.over.compareAndSet(false, true)) {
			this.hold.dispose();
			leavePlace();
			this.end.run();
		}
	}

	private void leavePlace() {
		this.places.apply(this.processor).leave(this.kept);
	}

}
