package dev.sluice.journal;

import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Writes the state that an entry leaves behind, in the transaction of the entry.
 *
 * @param <S> the state of a subject
 */
public interface Projection<S> {

	/**
	 * Writes the state.
	 * @param database bound to the transaction of the append
	 * @param append what is being appended
	 * @param position the position that the entry gets
	 * @return whether the subject stood at the version before; where it did not (false),
	 * the whole append is rolled back; never empty
	 */
	Mono<Boolean> write(DatabaseClient database, Append<S> append, long position);

}
