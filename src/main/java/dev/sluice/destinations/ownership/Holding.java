package dev.sluice.destinations.ownership;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.sluice.destinations.ownership.Ownership.Shares;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * What this instance holds: a fair share of all destinations, which it gives a sign of
 * life for again and again. Any thread may call.
 */
@Component
@ConditionalOnRole(Role.DESTINATIONS)
public class Holding {

	private static final Logger log = LoggerFactory.getLogger(Holding.class);

	/** So many are taken at once, so that others get some, too. */
	private static final long MOST_AT_ONCE = 500;

	private final AtomicBoolean beating = new AtomicBoolean();

	private final AtomicBoolean beatAgain = new AtomicBoolean();

	private final Ownership ownership;

	private final OwnershipSettings settings;

	/** A new one with each start: what an earlier one left is nobody's. */
	private volatile UUID holder = UUID.randomUUID();

	private volatile long heldUntil = System.nanoTime();

	private volatile @Nullable Holder worker;

	private @Nullable Disposable heart;

	Holding(Ownership ownership, OwnershipSettings settings) {
		this.ownership = ownership;
		this.settings = settings;
	}

	/** Takes what there is for this instance, from now on. */
	public void begin(Holder works) {
		this.holder = UUID.randomUUID();
		this.worker = works;
		this.heart = Flux.interval(this.settings.beat()).onBackpressureDrop().subscribe((tick) -> beat());
		beat();
	}

	/** Takes nothing more, and lets what is under way come to its end. */
	public void end() {
		this.worker = null;
		if (this.heart != null) {
			this.heart.dispose();
			this.heart = null;
		}
	}

	/** Gives everything back at once, which others may take then; empty. */
	public Mono<Void> release() {
		return this.ownership.release(this.holder);
	}

	/** Under which name it holds what it does. */
	public UUID holder() {
		return this.holder;
	}

	/** Whether what was taken is still this instance's, and it is not ending. */
	public boolean isGood() {
		return this.worker != null && this.heldUntil - System.nanoTime() > 0;
	}

	/** Those for whom there is something that may have been missed; perhaps none. */
	public Flux<Place> behind() {
		return this.ownership.behind(this.holder);
	}

	/** Gives a sign of life, and takes or gives back what makes for a fair share. */
	public void beat() {
		Holder works = this.worker;
		if (works == null) {
			return;
		}
		if (!this.beating.compareAndSet(false, true)) {
			this.beatAgain.set(true);
			return;
		}
		long began = System.nanoTime();
		UUID me = this.holder;
		var _ = this.ownership.renew(me, this.settings.lease())
			.then(Mono.fromRunnable(() -> this.heldUntil = began + this.settings.lease().toNanos()))
			.then(Mono.defer(() -> this.ownership.shares(me)))
			.flatMap((shares) -> balance(me, works, shares))
			.timeout(this.settings.lease())
			.doFinally((signal) -> {
				this.beating.set(false);
				if (this.beatAgain.getAndSet(false)) {
					beat();
				}
			})
			.subscribe(null, (error) -> log.debug("No sign of life could be given; it is tried again", error));
	}

	private Mono<Void> balance(UUID me, Holder works, Shares shares) {
		long missing = shares.fair() - shares.mine();
		if (missing > 0) {
			return this.ownership.take(me, Math.min(missing, MOST_AT_ONCE))
				.collectList()
				.doOnNext((taken) -> taken.forEach(works::taken))
				.then();
		}
		List<Place> idle = (missing < 0) ? works.leaveIdle((int) Math.min(-missing, MOST_AT_ONCE)) : List.of();
		return idle.isEmpty() ? Mono.empty() : this.ownership.giveBack(me, idle);
	}

	/** Who works on what is held. */
	public interface Holder {

		/** This one is his from now on. Must not block. */
		void taken(Place place);

		/**
		 * Leaves some of those for whom there is nothing to do now; perhaps none. Must
		 * not block.
		 */
		List<Place> leaveIdle(int most);

	}

}
