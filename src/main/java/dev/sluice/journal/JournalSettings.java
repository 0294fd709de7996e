package dev.sluice.journal;

import java.time.Duration;

import dev.sluice.memory.Places.Taken;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of the journal ({@code sluice.journal.*}).
 *
 * @param batchSize how many appends are committed together at the most; 1 switches
 * batching off
 * @param batchBytes how much they may weigh together
 * @param queueSize how many appends may wait or be under way in this instance
 * @param queueBytes how much they may weigh together; an eighth of the heap where nothing
 * is said
 * @param merchantShare how much of that one merchant may take, in percent
 * @param queueTimeout how long an append that a request waits for may wait for its commit
 * to begin
 * @param parallelCommits how many batches are committed at once at the most; fewer than
 * there are connections for outcomes, which have more to do
 * @param commitPatience how long a commit may take before the next one is begun beside
 * it, unless a whole batch is waiting
 * @param appendTimeout how long the commit of a batch may take; longer than the database
 * gives a statement ({@code sluice.postgres.statement-timeout}), which can say for sure
 * that nothing was written
 * @param lookUpTimeout how long the outcome of a commit is looked up whose answer was
 * lost
 * @param readTimeout how long a page may take between two entries
 * @param window how many positions a page goes through at the most, where only some of
 * the entries are wanted
 */
@ConfigurationProperties("sluice.journal")
public record JournalSettings(@DefaultValue("256") int batchSize, @DefaultValue("1MB") DataSize batchBytes,
		@DefaultValue("4096") int queueSize, @Nullable DataSize queueBytes, @DefaultValue("50") int merchantShare,
		@DefaultValue("3s") Duration queueTimeout, @DefaultValue("4") int parallelCommits,
		@DefaultValue("20ms") Duration commitPatience, @DefaultValue("15s") Duration appendTimeout,
		@DefaultValue("10s") Duration lookUpTimeout, @DefaultValue("10s") Duration readTimeout,
		@DefaultValue("10000") int window) {

	static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	public JournalSettings {
		Assert.isTrue(batchSize > 0 && batchSize <= 10_000, "sluice.journal.batch-size must be 1 to 10000");
		Assert.isTrue(batchBytes.toBytes() > 0 && batchBytes.toMegabytes() <= 64,
				"sluice.journal.batch-bytes must be positive and at most 64MB");
		Assert.isTrue(queueSize > 0, "sluice.journal.queue-size must be positive");
		Assert.isTrue(queueBytes == null || queueBytes.toBytes() > 0, "sluice.journal.queue-bytes must be positive");
		Assert.isTrue(merchantShare > 0 && merchantShare <= 100, "sluice.journal.merchant-share must be 1 to 100");
		Assert.isTrue(parallelCommits > 0, "sluice.journal.parallel-commits must be positive");
		Assert.isTrue(!commitPatience.isNegative(), "sluice.journal.commit-patience must not be negative");
		Assert.isTrue(window > 0, "sluice.journal.window must be positive");
		Assert.isTrue(queueTimeout.isPositive(), "sluice.journal.queue-timeout must be positive");
		Assert.isTrue(appendTimeout.isPositive(), "sluice.journal.append-timeout must be positive");
		Assert.isTrue(lookUpTimeout.isPositive(), "sluice.journal.look-up-timeout must be positive");
		Assert.isTrue(readTimeout.isPositive(), "sluice.journal.read-timeout must be positive");
	}

	/** How much may wait or be under way. */
	Taken queue() {
		return new Taken(this.queueSize,
				(this.queueBytes != null) ? this.queueBytes.toBytes() : Runtime.getRuntime().maxMemory() / 8);
	}

	/** How much of it may be of one merchant; one append at least. */
	Taken merchantQueue() {
		return queue().percent(this.merchantShare);
	}

}
