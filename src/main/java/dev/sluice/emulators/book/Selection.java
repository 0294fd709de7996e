package dev.sluice.emulators.book;

import org.jspecify.annotations.Nullable;

/**
 * Which objects a list holds, newest first.
 *
 * @param kind of which kind they are
 * @param like JSON that their bodies contain ({@code @>}); {@code {}} for all
 * @param createdFrom in seconds, by the object's own {@code created}; null without a
 * bound
 * @param createdTo the same, inclusive
 * @param after the id of the one that comes right before them; null from the newest
 * @param before the id of the one that comes right behind them; null where that does not
 * matter. Not together with {@code after}
 * @param limit how many at the most
 */
public record Selection(String kind, String like, @Nullable Long createdFrom, @Nullable Long createdTo,
		@Nullable String after, @Nullable String before, int limit) {

	/** The newest of a kind that are like some JSON. */
	public static Selection newest(String kind, String like, int limit) {
		return new Selection(kind, like, null, null, null, null, limit);
	}

}
