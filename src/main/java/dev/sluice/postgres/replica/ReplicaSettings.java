package dev.sluice.postgres.replica;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * A replica of the database, which lists and exports are read from
 * ({@code sluice.postgres.replica.*}).
 *
 * @param url where it is, as in {@code spring.r2dbc.url}; without it there is none. What
 * it does not say is as with the primary: the database's name, credentials, TLS
 * @param username the user there, where it is another one than at the primary
 * @param password of that user
 * @param maxSize how many connections there may be to it; a third of them is for exports
 * @param patience how long it has for a page before the primary is asked instead
 * @param pause for which it is not asked after it took longer than that three times, one
 * after the other
 * @param maxLag how far it may be behind before it is not asked any more
 * @param checkInterval between two looks at how far it is behind
 */
@ConfigurationProperties("sluice.postgres.replica")
record ReplicaSettings(@Nullable String url, @Nullable String username, @Nullable String password,
		@DefaultValue("12") int maxSize, @DefaultValue("2s") Duration patience, @DefaultValue("10s") Duration pause,
		@DefaultValue("10s") Duration maxLag, @DefaultValue("1s") Duration checkInterval) {

	static final String URL = "sluice.postgres.replica.url";

	private static final int PART_OF_EXPORTS = 3;

	/** Of where the primary was. */
	private static final int MOST_SAMPLES = 10_000;

	ReplicaSettings {
		Assert.isTrue(maxSize >= 2 && maxSize <= 1000, "sluice.postgres.replica.max-size must be 2 to 1000");
		Assert.isTrue(patience.isPositive(), "sluice.postgres.replica.patience must be positive");
		Assert.isTrue(pause.isPositive(), "sluice.postgres.replica.pause must be positive");
		Assert.isTrue(maxLag.isPositive(), "sluice.postgres.replica.max-lag must be positive");
		Assert.isTrue(checkInterval.isPositive(), "sluice.postgres.replica.check-interval must be positive");
		Assert.isTrue(maxLag.dividedBy(checkInterval) <= MOST_SAMPLES,
				"sluice.postgres.replica.max-lag must be at most 10000 times the check-interval");
	}

	/** Connections for exports. */
	int exports() {
		return Math.max(1, this.maxSize / PART_OF_EXPORTS);
	}

	/** Connections for pages. */
	int pages() {
		return this.maxSize - exports();
	}

	@Override
	public String toString() {
		return "ReplicaSettings[username=" + this.username + "]";
	}

}
