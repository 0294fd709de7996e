package dev.sluice.merchants.limits;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How many requests are answered ({@code sluice.limits.*}).
 *
 * @param enabled whether requests are counted at all
 * @param keyReads how many reads a key with all sessions that it opened, or the session
 * of a person, may ask for in a period
 * @param keyWrites how many changes it may ask for in a period
 * @param merchantReads how many reads all keys and sessions of a merchant may ask for in
 * a period
 * @param merchantWrites how many changes they may ask for in a period
 * @param keyConcurrent how many requests of a key, or a session, may be under way at once
 * at an instance
 * @param merchantConcurrent how many requests of a merchant may be under way at once at
 * an instance
 * @param period in whole seconds; what was asked for is given back evenly over it
 * @param burst how many periods' worth may be asked for at once by whoever was quiet
 * before
 * @param maxKnown of how many merchants, and of how many keys and sessions, an instance
 * knows what they asked for: some 500 bytes each; those heard of least are forgotten
 * first
 */
@ConfigurationProperties("sluice.limits")
record LimitSettings(@DefaultValue("true") boolean enabled, @DefaultValue("500") int keyReads,
		@DefaultValue("500") int keyWrites, @DefaultValue("1000") int merchantReads,
		@DefaultValue("1000") int merchantWrites, @DefaultValue("500") int keyConcurrent,
		@DefaultValue("1000") int merchantConcurrent, @DefaultValue("1s") Duration period, @DefaultValue("2") int burst,
		@DefaultValue("10000") int maxKnown) {

	private static final int MOST = 1_000_000;

	LimitSettings {
		mustBeACount("key-reads", keyReads);
		mustBeACount("key-writes", keyWrites);
		mustBeACount("merchant-reads", merchantReads);
		mustBeACount("merchant-writes", merchantWrites);
		mustBeACount("key-concurrent", keyConcurrent);
		mustBeACount("merchant-concurrent", merchantConcurrent);
		mustBeACount("max-known", maxKnown);
		Assert.isTrue(period.toSeconds() >= 1 && period.toNanosPart() == 0 && period.toDays() < 1,
				"sluice.limits.period must be whole seconds, at least 1s and less than a day");
		Assert.isTrue(burst >= 1 && burst <= 1000, "sluice.limits.burst must be 1 to 1000");
	}

	private static void mustBeACount(String name, int value) {
		Assert.isTrue(value >= 1 && value <= MOST, "sluice.limits.%s must be 1 to %d".formatted(name, MOST));
	}

	/** What one key or session may ask for. */
	Quota key(Kind kind) {
		return quota("key-" + kind.title(), (kind == Kind.READ) ? this.keyReads : this.keyWrites);
	}

	/** What all of a merchant may ask for together. */
	Quota merchant(Kind kind) {
		return quota("merchant-" + kind.title(), (kind == Kind.READ) ? this.merchantReads : this.merchantWrites);
	}

	/** How many counts an instance keeps: reads and changes, of each who is known. */
	long maxCounted() {
		return 4L * this.maxKnown;
	}

	private Quota quota(String name, long most) {
		return new Quota(name, most * this.burst, this.period.multipliedBy(this.burst));
	}

}
