package dev.sluice.postgres.startup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.postgres.DatabaseStartException;
import dev.sluice.testing.tls.EncryptedPostgres;
import dev.sluice.testing.tls.TestAuthority;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.R2dbcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One setting says how the database is known by its certificate, to the connections of
 * the start and to those after it.
 */
class EncryptedConnectionsTests {

	private static final String MODE = "spring.r2dbc.properties.sslMode";

	private static final String ROOT = "spring.r2dbc.properties.sslRootCert";

	private static final String ENCRYPTED = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

	private final EncryptedPostgres postgres = EncryptedPostgres.instance();

	private final Map<String, Object> properties = this.postgres.properties("postgres");

	@TempDir
	private Path folder;

	@Test
	void knowsTheDatabaseByItsCertificate() throws Exception {
		assertThatBothAreEncrypted();
	}

	@Test
	void turnsAwayWhoIsKnownToNobody() {
		this.properties.put(ROOT, TestAuthority.in(this.folder).rootFile().toString());
		assertThatBothFail();

		this.properties.remove(ROOT);
		assertThatBothFail();
	}

	@Test
	void turnsAwayWhoHasTheNameOfAnother() throws Exception {
		String url = String.valueOf(this.properties.get("spring.r2dbc.url"));
		this.properties.put("spring.r2dbc.url", url.replace("localhost", "127.0.0.1"));
		assertThatBothFail();

		this.properties.put(MODE, "require");
		assertThatBothAreEncrypted();

		this.properties.put(MODE, "verify-ca");
		assertThatBothAreEncrypted();
	}

	@Test
	void isNotEncryptedWhereThatIsNotSaid() {
		this.properties.remove(MODE);
		this.properties.remove(ROOT);

		assertThatBothFail();
	}

	@Test
	void provesWhoItIsByACertificate() throws Exception {
		Map<String, Object> strict = this.postgres.properties("strict");
		this.properties.putAll(strict);
		assertThatBothFail();

		var _ = this.postgres.authority().issueRsa("strict");
		this.properties.put("spring.r2dbc.properties.sslCert",
				this.postgres.authority().certificate("strict").toString());
		this.properties.put("spring.r2dbc.properties.sslKey", this.postgres.authority().key("strict").toString());
		assertThatBothAreEncrypted();
	}

	@Test
	void doesNotStartWithADatabaseThatItDoesNotTrust() {
		this.properties.put(ROOT, TestAuthority.in(this.folder).rootFile().toString());
		GenericApplicationContext context = new GenericApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", this.properties));

		assertThatExceptionOfType(DatabaseStartException.class)
			.isThrownBy(() -> new DatabaseInitializer().initialize(context))
			.withMessageContaining("localhost")
			.withMessageContaining("certificat")
			.satisfies((refused) -> assertThat(refused.action()).contains("sslRootCert"));
	}

	private void assertThatBothAreEncrypted() throws SQLException {
		assertThat(askByJdbc()).isTrue();
		assertThat(askByR2dbc()).isTrue();
	}

	private void assertThatBothFail() {
		assertThatExceptionOfType(SQLException.class).isThrownBy(this::askByJdbc);
		assertThatExceptionOfType(R2dbcException.class).isThrownBy(this::askByR2dbc);
	}

	private boolean askByJdbc() throws SQLException {
		try (Connection connection = coordinates().dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(ENCRYPTED)) {
			return rows.next() && rows.getBoolean(1);
		}
	}

	private boolean askByR2dbc() {
		return Boolean.TRUE.equals(Mono.usingWhen(ConnectionFactories.get(coordinates().options()).create(),
				(connection) -> Mono.from(connection.createStatement(ENCRYPTED).execute())
					.flatMap((result) -> Mono.from(result.map((row) -> row.get(0, Boolean.class)))),
				io.r2dbc.spi.Connection::close)
			.block());
	}

	private DatabaseCoordinates coordinates() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
		return DatabaseCoordinates.from(environment);
	}

}
