package dev.sluice.payments.search;

import dev.sluice.memory.PageSize;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How lists and exports are read ({@code sluice.payments.*}).
 *
 * @param answerBytes how much the payments of a page may weigh
 * @param pagesTogether how many pages without a filter one statement reads
 * @param exportPageSize how many payments an export reads, and holds, at once
 * @param exportPageBytes how much they may weigh together
 */
@ConfigurationProperties("sluice.payments")
record ExportSettings(@DefaultValue("1MB") DataSize answerBytes, @DefaultValue("16") int pagesTogether,
		@DefaultValue("500") int exportPageSize, @DefaultValue("256KB") DataSize exportPageBytes) {

	ExportSettings {
		Assert.isTrue(answerBytes.toBytes() > 0 && answerBytes.toMegabytes() <= 16,
				"sluice.payments.answer-bytes must be positive and at most 16MB");
		Assert.isTrue(pagesTogether > 0 && pagesTogether <= 64, "sluice.payments.pages-together must be 1 to 64");
		Assert.isTrue(exportPageSize > 0 && exportPageSize <= 10_000,
				"sluice.payments.export-page-size must be 1 to 10000");
		Assert.isTrue(exportPageBytes.toBytes() > 0 && exportPageBytes.toMegabytes() <= 16,
				"sluice.payments.export-page-bytes must be positive and at most 16MB");
	}

	/** For a page of the API. */
	long answerRoom() {
		return PageSize.room(this.answerBytes);
	}

	/** For a reader of all. */
	long exportRoom() {
		return PageSize.roomForPages(this.exportPageBytes);
	}

	/** What an export reads at once that has so much room. */
	PageSize exportPage(long room) {
		return PageSize.pageWithin(this.exportPageSize, room);
	}

}
