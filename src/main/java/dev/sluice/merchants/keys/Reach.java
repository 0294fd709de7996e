package dev.sluice.merchants.keys;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * How long the keys may last that somebody makes: a key makes none that outlives it.
 *
 * @param key by which he asks; null for people and the operator
 * @param end of that key; null where it has none
 * @param ownEnd when that key was to end before it was rotated itself; null for never
 */
record Reach(@Nullable UUID key, @Nullable Instant end, @Nullable Instant ownEnd) {

	/** Of whoever does not ask by a key. */
	static final Reach ENDLESS = new Reach(null, null, null);

	/**
	 * The same for a key that is to take the place of another. One that asks for its own
	 * successor once more, since an answer was lost, has not got less by the first time.
	 */
	Reach replacing(UUID other) {
		return other.equals(this.key) ? new Reach(this.key, this.ownEnd, this.ownEnd) : this;
	}

	/**
	 * The end that somebody says.
	 * @throws Problem 422 where it is beyond
	 */
	@Nullable Instant allow(@Nullable Instant said) {
		Instant last = this.end;
		if (last != null && (said == null || said.isAfter(last))) {
			throw Problem.ofFields("invalid_value",
					List.of(new FieldError("/expires_at",
							"expires_at must be " + ((said != null) ? "no" : "said, and no") + " later than " + last
									+ ", when the key that asks ends.")));
		}
		return said;
	}

	/** The end that would come about of itself, or the last one that may be. */
	@Nullable Instant shorten(@Nullable Instant natural) {
		Instant last = this.end;
		return (last != null && (natural == null || natural.isAfter(last))) ? last : natural;
	}

}
