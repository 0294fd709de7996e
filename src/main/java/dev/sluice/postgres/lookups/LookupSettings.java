package dev.sluice.postgres.lookups;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How single rows are asked for together ({@code sluice.postgres.lookups.*}).
 *
 * @param rows how many of them one statement asks for at the most
 * @param rowBytes how large a row may be that comes together with others
 * @param largeRows how many of those that are larger one statement asks for
 * @param queueSize how many may wait on an event loop for the next statement
 * @param patience after which a statement that is not answered is no longer waited for by
 * those who came after it: they are asked for in another
 */
@ConfigurationProperties("sluice.postgres.lookups")
record LookupSettings(@DefaultValue("64") int rows, @DefaultValue("16KB") DataSize rowBytes,
		@DefaultValue("4") int largeRows, @DefaultValue("10000") int queueSize,
		@DefaultValue("50ms") Duration patience) {

	LookupSettings {
		Assert.isTrue(rows > 0 && rows <= 1000, "sluice.postgres.lookups.rows must be 1 to 1000");
		Assert.isTrue(rowBytes.toBytes() > 0 && rowBytes.toMegabytes() <= 1,
				"sluice.postgres.lookups.row-bytes must be positive and at most 1MB");
		Assert.isTrue(largeRows > 0 && largeRows <= rows,
				"sluice.postgres.lookups.large-rows must be positive and at most sluice.postgres.lookups.rows");
		Assert.isTrue(queueSize > 0, "sluice.postgres.lookups.queue-size must be positive");
		Assert.isTrue(patience.isPositive(), "sluice.postgres.lookups.patience must be positive");
	}

}
