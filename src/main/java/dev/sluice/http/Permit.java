package dev.sluice.http;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a request was let in by, for what outlasts that moment. Whoever lets a request in
 * puts it into its context, and every body that takes its time is held to it, whichever
 * way it goes.
 *
 * @param ended emits when it is not good any more what somebody who reads is told; never
 * where it lasts
 * @param renewed completes where the request would be let in now, too; an error with what
 * it would be answered with where it would not. It costs nothing as long as nothing
 * became of anybody
 */
public record Permit(Mono<Problem> ended, Mono<Void> renewed) {

	private static final Permit ENDLESS = endless();

	/** One that lasts. */
	public static Permit endless() {
		return new Permit(Mono.never(), Mono.empty());
	}

	/** The permit of the request; one without an end where nobody gave it any. */
	public static Permit of(ContextView context) {
		return context.<Permit>getOrEmpty(Permit.class).orElse(ENDLESS);
	}

	/** The context with this permit. */
	public Context in(Context context) {
		return context.put(Permit.class, this);
	}

	/**
	 * As the other; an error as soon as the permit has ended. An error that ends it would
	 * not end what it is made of.
	 */
	<T> Flux<T> guard(Flux<T> pieces) {
		return Flux.defer(() -> {
			AtomicReference<@Nullable Problem> over = new AtomicReference<>();
			return pieces.takeUntilOther(this.ended.doOnNext(over::set))
				.concatWith(Mono.defer(() -> Mono.justOrEmpty(over.get()).flatMap(Mono::error)));
		});
	}

	/**
	 * As what is waited for; an error as soon as the permit has ended, and where it has
	 * ended by the time that it is there.
	 */
	public <T> Mono<T> hold(Mono<T> awaited) {
		Mono<T> ended = this.ended.flatMap((problem) -> this.renewed.then(Mono.error(problem)));
		return Mono.firstWithSignal(awaited, ended)
			.flatMap((whole) -> this.renewed.thenReturn(whole))
			.switchIfEmpty(this.renewed.then(Mono.empty()));
	}

}
