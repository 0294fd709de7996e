package dev.sluice.merchants.limits;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.http.Problem;
import dev.sluice.merchants.standing.Credential;

import org.springframework.http.HttpStatus;

/**
 * How many requests of a key or a session, and of a merchant, are under way at once, at
 * this instance. A stream that has begun is none, since its connection is handed over:
 * these are counted elsewhere.
 */
final class UnderWay {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final int mostOfAKey;

	private final int mostOfAMerchant;

	/** Whoever has any is in here, by its id or its credential. */
	private final Map<Object, Integer> counts = new ConcurrentHashMap<>();

	/** Nobody has any yet. */
	UnderWay(int mostOfAKey, int mostOfAMerchant) {
		this.mostOfAKey = mostOfAKey;
		this.mostOfAMerchant = mostOfAMerchant;
	}

	/**
	 * Begins a request; {@link #end} is to be called once then.
	 * @throws Problem 429 where there are as many already
	 */
	void begin(UUID merchant, Credential credential) {
		if (!begin(credential, this.mostOfAKey)) {
			throw tooMany("A key or a session", this.mostOfAKey);
		}
		if (!begin(merchant, this.mostOfAMerchant)) {
			end(credential);
			throw tooMany("A merchant", this.mostOfAMerchant);
		}
	}

	void end(UUID merchant, Credential credential) {
		end(credential);
		end(merchant);
	}

	private boolean begin(Object subject, int most) {
		boolean room = this.counts.merge(subject, 1, Integer::sum) <= most;
		if (!room) {
			end(subject);
		}
		return room;
	}

	private void end(Object subject) {
		var _ = this.counts.computeIfPresent(subject, (id, count) -> (count > 1) ? count - 1 : null);
	}

	/** Of how many anything is under way. */
	int known() {
		return this.counts.size();
	}

	private static Problem tooMany(String whose, int most) {
		return Problem
			.of(HttpStatus.TOO_MANY_REQUESTS, "too_many_concurrent_requests",
					"%s may have %d requests under way at once; try again when one has ended.".formatted(whose, most))
			.withRetryAfter(RETRY_AFTER);
	}

}
