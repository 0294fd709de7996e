package dev.sluice.postgres.embedded;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * How the embedded PostgreSQL is kept.
 *
 * @param enabled whether there may be one where no database is named
 * @param directory where its binaries and its data lie, relative to the working directory
 * @param startTimeout how long it may take to initialise, to start and to recover
 * @param stopTimeout how long it may take to stop before it is stopped the hard way
 */
@ConfigurationProperties("sluice.embedded-postgres")
public record EmbeddedPostgresSettings(@DefaultValue("true") boolean enabled, @DefaultValue(".sluice") Path directory,
		@DefaultValue("2m") Duration startTimeout, @DefaultValue("30s") Duration stopTimeout) {

	/** The settings, before there are beans. */
	public static EmbeddedPostgresSettings from(Environment environment) {
		return Binder.get(environment).bindOrCreate("sluice.embedded-postgres", EmbeddedPostgresSettings.class);
	}

}
