package dev.sluice.payments.admission;

import java.util.UUID;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Somebody's place at a processor, from the moment at which it is asked for. */
final class Place {

	private final UUID merchant;

	private final Sinks.Empty<Void> granted = Sinks.empty();

	/** Belongs to the {@link ProcessorPlaces}, and is guarded by them. */
	private State state = State.NEW;

	Place(UUID merchant) {
		this.merchant = merchant;
	}

	UUID merchant() {
		return this.merchant;
	}

	State state() {
		return this.state;
	}

	void become(State next) {
		this.state = next;
	}

	/** Completes when it is this one's turn. */
	Mono<Void> granted() {
		return this.granted.asMono();
	}

	void grant() {
		var _ = this.granted.tryEmitEmpty();
	}

	/** What became of it. */
	enum State {

		/** Nobody asked for it yet. */
		NEW,

		/** It is waited for. */
		WAITING,

		/** It is kept for a call that is yet to be made. */
		KEPT,

		/** It is called from there. */
		CALLING,

		/** It was left, or not had at all. */
		LEFT

	}

}
