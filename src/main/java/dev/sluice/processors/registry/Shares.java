package dev.sluice.processors.registry;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/** Places for what is done for accounts, of which no account can have all. */
public final class Shares {

	private final Semaphore all;

	private final int mostOfAnAccount;

	/** Whoever has any is in here. */
	private final Map<UUID, Integer> counts = new ConcurrentHashMap<>();

	/**
	 * None is taken yet.
	 * @param most how many there are
	 * @param mostOfAnAccount how many of them an account can have
	 */
	public Shares(int most, int mostOfAnAccount) {
		this.all = new Semaphore(most);
		this.mostOfAnAccount = mostOfAnAccount;
	}

	/**
	 * Does something in a place of an account's, which is free again when that has ended,
	 * failed or was cancelled.
	 * @param full what is told where there is none
	 */
	public <T> Mono<T> within(UUID account, Mono<T> work, Supplier<? extends RuntimeException> full) {
		return Mono.defer(() -> begin(account) ? work.doFinally((signal) -> end(account)) : Mono.error(full.get()));
	}

	private boolean begin(UUID account) {
		boolean room = this.counts.merge(account, 1, Integer::sum) <= this.mostOfAnAccount;
		if (room && this.all.tryAcquire()) {
			return true;
		}
		leave(account);
		return false;
	}

	private void end(UUID account) {
		this.all.release();
		leave(account);
	}

	private void leave(UUID account) {
		var _ = this.counts.computeIfPresent(account, (id, count) -> (count > 1) ? count - 1 : null);
	}

}
