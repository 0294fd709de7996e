package dev.sluice.merchants.keys;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.sluice.http.JsonBody;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Scope;
import dev.sluice.values.Rfc3339;
import org.jspecify.annotations.Nullable;

/**
 * What a key is to be.
 *
 * @param name what people call it, of 1 to 200 code points
 * @param mode what it is for
 * @param scopes what it may do, at least one thing
 * @param expiresAt when it ends by itself; null for never
 */
public record KeyTerms(String name, Mode mode, Set<Scope> scopes, @Nullable Instant expiresAt) {

	static final int LONGEST_NAME = 200;

	private static final int LONGEST_WORD = 40;

	private static final String SCOPE = "must be one of " + String.join(", ", names(EnumSet.allOf(Scope.class)));

	/**
	 * Reads the terms that a caller asks for, who can give no more than he has.
	 * @param mode of the caller; empty where he may choose, and then has to
	 * @param held what the caller may do himself
	 */
	public static KeyTerms read(JsonBody body, Optional<Mode> mode, Set<Scope> held, Clock clock) {
		String name = body.requiredText("name", LONGEST_NAME);
		Optional<Mode> asked = body.optional("mode", LONGEST_WORD, Mode::find, "invalid_value", "must be test or live");
		if (mode.isEmpty() && asked.isEmpty() && body.isSound("mode")) {
			body.reject("mode", "missing_field", "is required");
		}
		if (mode.isPresent() && asked.isPresent() && !asked.equals(mode)) {
			body.reject("mode", "invalid_value", "must be that of the key that asks, which is " + mode.get().label());
		}
		List<Scope> scopes = body.requiredList("scopes", Scope.values().length, LONGEST_WORD, Scope::find, SCOPE);
		if (!held.containsAll(scopes)) {
			body.reject("scopes", "scope_not_held",
					"must be such as whoever asks has: " + String.join(", ", names(held)));
		}
		Instant expiresAt = expiry(body, clock);
		body.finish();
		return new KeyTerms(name, mode.or(() -> asked).orElseThrow(), Set.copyOf(scopes), expiresAt);
	}

	/** The same with another end; null for none. */
	KeyTerms until(@Nullable Instant end) {
		return new KeyTerms(this.name, this.mode, this.scopes, end);
	}

	/** When a key is to end by itself; null where that is not said. */
	static @Nullable Instant expiry(JsonBody body, Clock clock) {
		Instant at = body
			.optional("expires_at", LONGEST_WORD, Rfc3339::read, "invalid_value",
					"must be a time such as 2027-03-02T09:30:00Z (RFC 3339)")
			.orElse(null);
		if (at != null && !at.isAfter(clock.instant())) {
			body.reject("expires_at", "invalid_value", "must lie in the future");
		}
		return at;
	}

	/** The names of scopes, in their order. */
	static List<String> names(Set<Scope> scopes) {
		return scopes.stream().sorted().map(Scope::label).toList();
	}

}
