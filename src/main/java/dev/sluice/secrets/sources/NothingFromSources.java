package dev.sluice.secrets.sources;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps out what the libraries would make a part of every application that has them:
 * clients for Vault and AWS, which nobody uses, and which want to be configured.
 */
class NothingFromSources implements AutoConfigurationImportFilter {

	@Override
	public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[configurations.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = !isOfASource(configurations[i]);
		}
		return matches;
	}

	private static boolean isOfASource(@Nullable String configuration) {
		return configuration != null && Stream.of("org.springframework.cloud.vault.", "io.awspring.cloud.")
			.anyMatch(configuration::startsWith);
	}

}
