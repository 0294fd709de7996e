package dev.sluice.emulators.upkeep;

import dev.sluice.emulators.book.Owner;
import reactor.core.publisher.Mono;

/** Does what an emulator has put off. */
public interface Ending {

	/** Whose tasks it does. */
	String emulator();

	/**
	 * Does a task that is due, in a transaction of its own. The task is gone afterwards;
	 * where it finds nothing to do any more it does nothing.
	 * @return empty when it is done; an error where it is to be tried again
	 */
	Mono<Void> end(Owner owner, String subject, String task);

	/** Something was ended, and is durable. */
	default void ended() {
	}

}
