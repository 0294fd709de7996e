package dev.sluice.postgres.startup;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * How the schema is migrated, by the names that Spring Boot gives to Flyway's settings.
 *
 * @param enabled whether a start migrates
 * @param url JDBC address of the database, if not the one of {@code spring.r2dbc.url}
 * @param user the role that migrates, if not the one of {@code spring.r2dbc.username}
 * @param password the password of that role
 * @param locations where the migrations lie
 * @param lockRetryCount how many seconds to wait for another one who is migrating
 */
@ConfigurationProperties("spring.flyway")
record MigrationSettings(@DefaultValue("true") boolean enabled, @Nullable String url, @Nullable String user,
		@Nullable String password, @DefaultValue("classpath:db/migration") List<String> locations,
		@DefaultValue("120") int lockRetryCount) {

	static MigrationSettings from(Environment environment) {
		return Binder.get(environment).bindOrCreate("spring.flyway", MigrationSettings.class);
	}

	@Override
	public String toString() {
		return "MigrationSettings[enabled=" + this.enabled + ", user=" + this.user + "]";
	}

}
