package dev.sluice.testing.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.KeyManager;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets an application speak TLS alone: to whoever proves who he is, to itself, and to its
 * database.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class TlsInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** Who issues the certificates of the server, {@code web}, and of its callers. */
	public static final TestAuthority AUTHORITY = authority();

	/** The certificate that callers show, the application itself among them. */
	static final String CALLER = "caller";

	/** What callers prove who they are by. */
	static final KeyManager[] CALLER_KEYS = callerKeys();

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Map<String, Object> properties = new HashMap<>(EncryptedPostgres.instance().properties("postgres"));
		var _ = AUTHORITY.issue("web", "localhost", "127.0.0.1");
		bundle(properties, "web");
		bundle(properties, CALLER);
		properties.put("spring.ssl.bundle.watch.file.quiet-period", "100ms");
		properties.put("server.ssl.bundle", "web");
		properties.put("server.http2.enabled", true);
		properties.put("sluice.web.head-timeout", "4s");
		properties.put("sluice.web.body-timeout", "4s");
		properties.put("server.ssl.client-auth", "need");
		properties.put("sluice.processors.simulator.ssl-bundle", CALLER);
		properties.put("sluice.simulator.callback-ssl-bundle", CALLER);
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("tls", properties));
	}

	private static KeyManager[] callerKeys() {
		try {
			return AUTHORITY.issue(CALLER).toKeyManagerFactory().getKeyManagers();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void bundle(Map<String, Object> properties, String name) {
		String prefix = "spring.ssl.bundle.pem." + name;
		properties.put(prefix + ".reload-on-update", true);
		properties.put(prefix + ".keystore.certificate", AUTHORITY.certificate(name).toUri().toString());
		properties.put(prefix + ".keystore.private-key", AUTHORITY.key(name).toUri().toString());
		properties.put(prefix + ".truststore.certificate", AUTHORITY.rootFile().toUri().toString());
	}

	private static TestAuthority authority() {
		try {
			return TestAuthority.in(Files.createTempDirectory("tls-of-a-test"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
