package dev.sluice.http;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a request was let in by, for answers that outlast it. Whoever lets a request in
 * puts it into its context, and every long body is held to it.
 *
 * @param ended emits when it is not good any more what a new request would then be
 * answered with; never where it lasts
 */
public record Permit(Mono<Problem> ended) {

	private static final Permit ENDLESS = new Permit(Mono.never());

	/** The permit of the request; one without an end where nobody gave it any. */
	static Permit of(ContextView context) {
		return context.<Permit>getOrEmpty(Permit.class).orElse(ENDLESS);
	}

	/** The context with this permit. */
	public Context in(Context context) {
		return context.put(Permit.class, this);
	}

	/** As the other; an error as soon as the permit has ended. */
	<T> Flux<T> guard(Flux<T> pieces) {
		return pieces.takeUntilOther(this.ended.flatMap(Mono::error));
	}

}
