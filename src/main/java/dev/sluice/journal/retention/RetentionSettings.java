package dev.sluice.journal.retention;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long a journal is kept ({@code sluice.journal.*}).
 *
 * @param retention how long an entry is kept; for ever where it is not set
 * @param retentionBatch how many entries are let go of in one step
 */
@ConfigurationProperties("sluice.journal")
public record RetentionSettings(@Nullable Duration retention, @DefaultValue("500") int retentionBatch) {

	/** A reader that was away for some days goes on where it was. */
	private static final Duration LEAST = Duration.ofDays(7);

	public RetentionSettings {
		Assert.isTrue(retention == null || retention.compareTo(LEAST) >= 0,
				"sluice.journal.retention must be at least 7d");
		Assert.isTrue(retentionBatch > 0, "sluice.journal.retention-batch must be positive");
	}

}
