package dev.sluice.payments.processing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.sluice.merchants.MerchantId;
import dev.sluice.pace.Pace;
import dev.sluice.payments.leases.DueOperations.Due;
import dev.sluice.payments.leases.DueOperations.Taken;
import dev.sluice.payments.leases.DueOperations.Wanted;
import dev.sluice.payments.words.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What is due at one processor: as much of it is taken over as can be asked for at once,
 * and more when calls have ended. Taking over many costs the database little more than
 * taking over one: it waits until half of the places are free, but not for long, as other
 * calls may take their time.
 */
final class RecoveryLine {

	private static final Logger log = LoggerFactory.getLogger(RecoveryLine.class);

	/** How long places stay free while others are in use, in milliseconds. */
	private static final long PATIENCE = 5;

	private final String processor;

	private final Source due;

	private final Limits limits;

	private final Pace pace;

	private final BooleanSupplier closing;

	private final BiFunction<Due, Call, Mono<Void>> work;

	private final Map<MerchantId, Integer> busy = new HashMap<>();

	private UUID after = Wanted.FIRST;

	private int calls;

	private int working;

	private boolean taking;

	/** Whether something ended since more is being taken over. */
	private boolean again;

	/** Whether more is taken over in a moment, however little room there is. */
	private boolean waiting;

	/**
	 * A line that nobody has looked at yet.
	 * @param closing whether nothing is to be taken over any more
	 * @param work brings an operation to its end
	 */
	RecoveryLine(String processor, Source due, Limits limits, Pace pace, BooleanSupplier closing,
			BiFunction<Due, Call, Mono<Void>> work) {
		this.processor = processor;
		this.due = due;
		this.limits = limits;
		this.pace = pace;
		this.closing = closing;
		this.work = work;
	}

	/** Takes over what is due, where there is room for more. */
	void look() {
		take(begin());
	}

	/** At once where much can be taken over, else in a moment. */
	private void lookSoon() {
		if (isHalfFree()) {
			look();
		}
		else if (beginsToWait()) {
			var _ = Schedulers.parallel().schedule(() -> {
				endWaiting();
				look();
			}, PATIENCE, TimeUnit.MILLISECONDS);
		}
	}

	private synchronized boolean isHalfFree() {
		return room() >= Math.ceilDiv(places(), 2);
	}

	/** Where there is no room, whoever makes some looks again. */
	private synchronized boolean beginsToWait() {
		boolean begins = !this.waiting && room() > 0;
		this.waiting |= begins;
		return begins;
	}

	private synchronized void endWaiting() {
		this.waiting = false;
	}

	private int places() {
		return Math.min(this.pace.allowed(), Math.min(this.limits.places(), this.limits.atOnce()));
	}

	private int room() {
		return Math.min(places() - this.calls, this.limits.atOnce() - this.working);
	}

	private void take(Wanted wanted) {
		if (wanted.most() > 0) {
			var _ = this.due.takeOver(wanted, this::begin).subscribe((taken) -> {
			}, this::failed);
		}
	}

	private synchronized Wanted begin() {
		int room = room();
		boolean can = !this.taking && !this.closing.getAsBoolean() && room > 0;
		this.again = this.taking;
		this.taking |= can;
		return new Wanted(this.processor, this.after, can ? room : 0, this.limits.share(), Map.copyOf(this.busy));
	}

	private void begin(Taken taken) {
		List<Call> begun = join(taken);
		for (int i = 0; i < begun.size(); i++) {
			Call call = begun.get(i);
			var _ = this.work.apply(taken.due().get(i), call).doFinally((signal) -> call.end()).subscribe();
		}
		if (!begun.isEmpty() || isToLookAgain()) {
			lookSoon();
		}
	}

	private synchronized List<Call> join(Taken taken) {
		this.taking = false;
		this.after = taken.last();
		this.calls += taken.due().size();
		this.working += taken.due().size();
		return taken.due().stream().map((one) -> {
			MerchantId merchant = one.operation().merchant();
			this.busy.merge(merchant, 1, Integer::sum);
			return new Call(merchant, System.nanoTime());
		}).toList();
	}

	/** Whoever ended meanwhile made room that was not counted. */
	private synchronized boolean isToLookAgain() {
		return this.again;
	}

	private void failed(Throwable error) {
		log.debug("What is due at {} could not be taken over; it is tried again", this.processor, error);
		synchronized (this) {
			this.taking = false;
		}
	}

	private void leave(MerchantId merchant) {
		synchronized (this) {
			this.calls--;
			var _ = this.busy.computeIfPresent(merchant, (id, mine) -> (mine > 1) ? mine - 1 : null);
		}
		lookSoon();
	}

	/** Where what is due comes from. */
	interface Source {

		/**
		 * Takes over what is due.
		 * @param begin given what was taken over, before that is done with being taken
		 * @return what was taken over, for the time of a lease; never empty
		 */
		Mono<Taken> takeOver(Wanted wanted, Consumer<Taken> begin);

	}

	/**
	 * How much is done at once.
	 *
	 * @param places how many calls may be under way at the processor
	 * @param share how many of them for one merchant
	 * @param atOnce how many operations, with those whose outcome is being recorded
	 */
	record Limits(int places, int share, int atOnce) {
	}

	/** The call about one operation, which makes room for the next when it is over. */
	final class Call {

		private final MerchantId merchant;

		private final long begun;

		private final AtomicBoolean over = new AtomicBoolean();

		private Call(MerchantId merchant, long begun) {
			this.merchant = merchant;
			this.begun = begun;
		}

		/** What the processor says, if it does. */
		void hear(Outcome outcome) {
			switch (outcome) {
				case Outcome.Unknown _, Outcome.NotProcessed _ -> RecoveryLine.this.pace.failed(this.begun);
				case Outcome.Approved _, Outcome.Declined _, Outcome.ActionRequired _, Outcome.Pending _,
						Outcome.NotFound _, Outcome.Unanswerable _ ->
					RecoveryLine.this.pace.answered();
			}
		}

		/** The processor is not asked any more; once. */
		void leave() {
			if (this.over.compareAndSet(false, true)) {
				RecoveryLine.this.leave(this.merchant);
			}
		}

		private void end() {
			synchronized (RecoveryLine.this) {
				RecoveryLine.this.working--;
			}
			leave();
			lookSoon();
		}

	}

}
