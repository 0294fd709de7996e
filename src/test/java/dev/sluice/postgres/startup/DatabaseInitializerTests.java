package dev.sluice.postgres.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import dev.sluice.postgres.DatabaseStartException;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class DatabaseInitializerTests {

	private static final String DEMO = "sluice.demo.enabled";

	private static final String ADDRESS = "server.address";

	private final TestDatabase database = TestDatabase.create();

	@TempDir
	private Path migrations;

	@Test
	void demonstratesNothingOnAConfiguredDatabase() {
		ConfigurableEnvironment environment = initialized(Map.of());

		assertThat(environment.getProperty(DEMO, Boolean.class)).isFalse();
		assertThat(environment.containsProperty(ADDRESS)).isFalse();
	}

	@Test
	void showsADemonstrationToThisMachineAlone() {
		ConfigurableEnvironment environment = initialized(Map.of(DEMO, "true"));

		assertThat(environment.getProperty(ADDRESS)).isEqualTo("127.0.0.1");
		assertThat(environment.getProperty("management." + ADDRESS)).isEqualTo("127.0.0.1");
	}

	@Test
	void showsADemonstrationWhereItIsToldTo() {
		assertThat(initialized(Map.of(DEMO, "true", ADDRESS, "0.0.0.0")).getProperty(ADDRESS)).isEqualTo("0.0.0.0");
	}

	@Test
	void namesAnInvalidProperty() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> initialized(Map.of(DEMO, "perhaps")))
			.withMessageContaining(DEMO);
	}

	@Test
	void migratesOnce() throws Exception {
		Files.writeString(this.migrations.resolve("V001__first.sql"), "create table first ();");

		var _ = initialized(locations());
		var _ = initialized(locations());

		try (Connection connection = this.database.dataSource().getConnection()) {
			assertThat(connection.getMetaData().getTables(null, null, "first", null).next()).isTrue();
		}
	}

	@Test
	void migratesWithARoleOfItsOwn() throws Exception {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("drop role if exists migrator");
			statement.execute("create role migrator login superuser password 'm1grate'");
		}
		Files.writeString(this.migrations.resolve("V001__who.sql"), "create table who as select current_user::text;");
		Map<String, Object> properties = locations();
		properties.put("spring.flyway.url", this.database.jdbcUrl());
		properties.put("spring.flyway.user", "migrator");
		properties.put("spring.flyway.password", "m1grate");

		var _ = initialized(properties);

		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement();
				var rows = statement.executeQuery("select * from who")) {
			assertThat(rows.next()).isTrue();
			assertThat(rows.getString(1)).isEqualTo("migrator");
			statement.execute("alter table who owner to current_user");
		}
	}

	/** Somebody else has migrated; who serves needs to change nothing of that. */
	@Test
	void startsWithARoleThatMayOnlyReadWhatWasMigrated() throws Exception {
		Files.writeString(this.migrations.resolve("V001__first.sql"), "create table first ();");
		var _ = initialized(locations());
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create role reader login password 'r3ad'");
			statement.execute("grant select on flyway_schema_history to reader");
		}
		Map<String, Object> properties = locations();
		properties.put("spring.flyway.url", this.database.jdbcUrl());
		properties.put("spring.flyway.user", "reader");
		properties.put("spring.flyway.password", "r3ad");

		try {
			assertThatNoException().isThrownBy(() -> initialized(properties));
		}
		finally {
			try (Connection connection = this.database.dataSource().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("drop owned by reader");
				statement.execute("drop role reader");
			}
		}
	}

	@Test
	void leavesTheSchemaAloneWhenTold() throws Exception {
		var _ = initialized(Map.of("spring.flyway.enabled", "false"));

		try (Connection connection = this.database.dataSource().getConnection()) {
			assertThat(connection.getMetaData().getTables(null, "public", "%", null).next()).isFalse();
		}
	}

	@Test
	void refusesAMigrationThatFails() throws Exception {
		Files.writeString(this.migrations.resolve("V001__broken.sql"), "nonsense;");

		assertThatExceptionOfType(DatabaseStartException.class).isThrownBy(() -> initialized(locations()))
			.withMessageContaining("V001__broken.sql");
	}

	@Test
	void refusesAMigrationThatIsMisnamed() throws Exception {
		Files.writeString(this.migrations.resolve("V1_misnamed.sql"), "select 1;");

		assertThatExceptionOfType(DatabaseStartException.class).isThrownBy(() -> initialized(locations()))
			.withMessageContaining("V1_misnamed.sql");
	}

	@Test
	void refusesAnAddressOfFlywayThatIsNone() {
		assertThatExceptionOfType(DatabaseStartException.class)
			.isThrownBy(() -> initialized(Map.of("spring.flyway.url", "postgres://migrator:hidden@h/d")))
			.withMessageContaining("spring.flyway.url")
			.withMessageNotContaining("hidden");
	}

	private Map<String, Object> locations() {
		return new HashMap<>(Map.of("spring.flyway.locations", "filesystem:" + this.migrations));
	}

	private ConfigurableEnvironment initialized(Map<String, Object> properties) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			Map<String, Object> all = new HashMap<>(this.database.properties());
			all.putAll(properties);
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
			new DatabaseInitializer().initialize(context);
			return context.getEnvironment();
		}
	}

}
