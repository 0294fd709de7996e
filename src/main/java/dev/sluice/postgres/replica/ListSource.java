package dev.sluice.postgres.replica;

import java.util.function.Function;

import dev.sluice.postgres.Share;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Where the parts of one list or export come from, one after another: from the replica,
 * and once one came from the primary, from that to the end.
 */
public final class ListSource {

	/** For what has to be as of now. */
	public static final ListSource PRIMARY = new ListSource(null);

	private final @Nullable Replica replica;

	private volatile boolean left;

	ListSource(@Nullable Replica replica) {
		this.replica = replica;
	}

	/** Reads a part as {@link Replica#page} does. */
	public <T> Mono<T> page(Function<Share, Mono<T>> read, Mono<T> primary) {
		Replica there = this.replica;
		return (there == null) ? primary : Mono.defer(() -> this.left ? primary : there.page(read, fromNowOn(primary)));
	}

	/** Reads a part as {@link Replica#export} does. */
	public <T> Mono<T> export(Function<Share, Mono<T>> read, Mono<T> primary) {
		Replica there = this.replica;
		return (there == null) ? primary
				: Mono.defer(() -> this.left ? primary : there.export(read, fromNowOn(primary)));
	}

	private <T> Mono<T> fromNowOn(Mono<T> primary) {
		return Mono.defer(() -> {
			this.left = true;
			return primary;
		});
	}

}
