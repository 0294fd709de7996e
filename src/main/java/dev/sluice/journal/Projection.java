package dev.sluice.journal;

import java.util.List;

/**
 * Writes the state that entries leave behind, in the statement that appends them. What it
 * contributes are common table expressions, so that a whole batch is one round trip and
 * no lock is held while the next one is under way.
 *
 * <p>
 * They may refer to
 * <ul>
 * <li>{@code change (merchant_id, subject_id, version, type, created_at, change, data,
 * actor, ordinal)}, the changes as they came, no subject of a merchant twice;</li>
 * <li>{@code head (merchant_id, position)}, the journals that are locked, whose rows must
 * be joined by whatever locks or writes anything of the merchant: a change without one is
 * not judged now;</li>
 * <li>after the verdict, {@code appended}: the accepted of the changes, with their
 * {@code position}, their documents as JSON, which is read once for all who write it, and
 * how many {@code bytes} their {@code data} has.</li>
 * </ul>
 *
 * @param <S> the state of a subject
 */
public interface Projection<S> {

	/** What a change is refused for whose subject is not at the version before. */
	String STALE = "stale";

	/**
	 * Expressions, the last of which is {@code verdict (ordinal, refusal)}: one row for
	 * each change whose merchant has a {@code head}, with null where it is accepted. A
	 * change that is refused leaves no trace.
	 */
	String judge();

	/**
	 * Expressions that write the state of what is appended, each with a comma behind it.
	 */
	String write();

	/**
	 * The parameters from {@link Journal#FIRST_PARAMETER} on.
	 * @param appends in the order of their ordinals, which start with 1
	 */
	List<Object> parameters(List<Append<S>> appends);

	/** The error for a change that was refused for something else than its version. */
	RuntimeException refusal(String reason);

}
