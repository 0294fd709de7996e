package dev.sluice.processors.returns;

import java.net.URI;
import java.time.Duration;

import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How customers come back whom a processor sent to their issuers
 * ({@code sluice.processors.returns.*}).
 *
 * @param publicUrl where their browsers reach this gateway, with its base path where it
 * has one; the address that it listens on itself, or the loopback, where none is set
 * @param keptFor how long it is known where they go on to, and what they brought
 * @param purgeBatch how many of them are forgotten at once
 */
@ConfigurationProperties("sluice.processors.returns")
record ReturnSettings(@Nullable URI publicUrl, @DefaultValue("8d") Duration keptFor,
		@DefaultValue("500") int purgeBatch) {

	/** In characters, so that there is room for what is behind it. */
	private static final int LONGEST_URL = 900;

	ReturnSettings {
		Assert.isTrue(canBeVisited(publicUrl),
				"sluice.processors.returns.public-url must be an http or https URL without query and fragment, of at most "
						+ LONGEST_URL + " characters");
		Assert.isTrue(keptFor.compareTo(Duration.ofDays(8)) >= 0,
				"sluice.processors.returns.kept-for must be at least 8d, since what was brought back is asked with for a week");
		Assert.isTrue(purgeBatch > 0, "sluice.processors.returns.purge-batch must be positive");
	}

	/** Where customers reach a path; null where no address is set. */
	@Nullable String at(String path) {
		return (this.publicUrl != null) ? this.publicUrl.toString().replaceFirst("/$", "") + path : null;
	}

	/** Whether an address is set that nobody on the way can read or change. */
	boolean isSecure() {
		return this.publicUrl != null && "https".equalsIgnoreCase(this.publicUrl.getScheme());
	}

	/** It may have underscores, which a URI knows as its authority alone. */
	private static boolean canBeVisited(@Nullable URI url) {
		return url == null || (url.getRawQuery() == null && url.getRawFragment() == null
				&& url.toString().length() <= LONGEST_URL && WebAddress.read(url.toString()).isPresent());
	}

}
