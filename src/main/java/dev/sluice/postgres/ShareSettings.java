package dev.sluice.postgres;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the connections of the pool are shared out by class
 * ({@code sluice.postgres.share.*}), in percent of {@code spring.r2dbc.pool.max-size},
 * which is the sum. Each class has one connection at least; {@link Connections} says what
 * the classes are, and payments have what the others leave.
 *
 * @param outcomes for appends to the journal and the outcomes of processors
 * @param reads for pages and sums
 * @param exports for exports, readers who are behind and tidying up
 * @param simulator for the simulator, where there is one: these are beside the others,
 * for it stands for a system of somebody else
 */
@ConfigurationProperties("sluice.postgres.share")
record ShareSettings(@DefaultValue("35") int outcomes, @DefaultValue("20") int reads, @DefaultValue("10") int exports,
		@DefaultValue("30") int simulator) {

	ShareSettings {
		Assert.isTrue(outcomes > 0 && reads > 0 && exports > 0 && simulator > 0,
				"sluice.postgres.share must be positive, each of it");
		Assert.isTrue(outcomes + reads + exports < 100,
				"sluice.postgres.share must leave something for payments: its sum must be below 100");
	}

	/** How many connections each class has. */
	Sizes of(int all) {
		Assert.isTrue(all >= 4, "spring.r2dbc.pool.max-size must be at least 4, one connection for each class");
		int first = part(all, this.outcomes);
		int third = part(all, this.reads);
		int fourth = part(all, this.exports);
		int second = all - first - third - fourth;
		int fifth = part(all, this.simulator);
		return (second > 0) ? new Sizes(first, second, third, fourth, fifth) : new Sizes(all - 3, 1, 1, 1, fifth);
	}

	private static int part(int all, int percent) {
		return Math.max(1, Math.round(all * percent / 100f));
	}

	/** Numbers of connections. */
	record Sizes(int outcomes, int payments, int reads, int exports, int simulator) {
	}

}
