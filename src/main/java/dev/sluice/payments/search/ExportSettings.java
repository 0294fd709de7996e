package dev.sluice.payments.search;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How exports are read ({@code sluice.payments.*}).
 *
 * @param exportPageSize how many payments an export reads, and holds, at once
 */
@ConfigurationProperties("sluice.payments")
record ExportSettings(@DefaultValue("500") int exportPageSize) {

	ExportSettings {
		Assert.isTrue(exportPageSize > 0 && exportPageSize <= 10_000,
				"sluice.payments.export-page-size must be 1 to 10000");
	}

}
