package dev.sluice.testing.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.sluice.testing.tls.TestAuthority;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * A real authorization server on a port of its own, where people sign in by OpenID
 * Connect; each knows the password {@value #PASSWORD}.
 */
public final class IdentityProvider implements AutoCloseable {

	public static final String CLIENT = "sluice";

	public static final String SECRET = "the gateway's own secret";

	public static final String PASSWORD = "correct horse";

	private static final String KEY = "signing-key";

	private final Tomcat tomcat = new Tomcat();

	private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();

	private final RSAKey key = key();

	private final RSAKey otherKey = key();

	private volatile List<String> pages = List.of();

	private volatile boolean forging;

	private volatile Consumer<JwtClaimsSet.Builder> tampering = (claims) -> {
	};

	private IdentityProvider() {
	}

	public static IdentityProvider start() {
		IdentityProvider provider = new IdentityProvider();
		provider.open();
		return provider;
	}

	/** By TLS, with the certificate that is called {@code provider}. */
	public static IdentityProvider start(TestAuthority authority) {
		IdentityProvider provider = new IdentityProvider();
		secure(provider.tomcat.getConnector(), authority);
		provider.open();
		return provider;
	}

	private static void secure(Connector connector, TestAuthority authority) {
		SSLHostConfig host = new SSLHostConfig();
		SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
		certificate.setCertificateFile(authority.certificate("provider").toString());
		certificate.setCertificateKeyFile(authority.key("provider").toString());
		host.addCertificate(certificate);
		connector.setScheme("https");
		connector.setSecure(true);
		var _ = connector.setProperty("SSLEnabled", "true");
		connector.addSslHostConfig(host);
	}

	public String issuer() {
		return this.tomcat.getConnector().getScheme() + "://localhost:" + this.tomcat.getConnector().getLocalPort();
	}

	/**
	 * Knows pages to which people are sent back, such as {@code http://localhost:8080}.
	 */
	public IdentityProvider sendsBackTo(String... known) {
		this.pages = List.of(known);
		return this;
	}

	/** Knows somebody, and says so much of him. */
	public IdentityProvider knows(String name, Map<String, Object> claims) {
		this.people.put(name, claims);
		return this;
	}

	/** Changes what tokens say, until it is told otherwise. */
	public void says(Consumer<JwtClaimsSet.Builder> changed) {
		this.tampering = changed;
	}

	/** Signs with another key than it shows, or does so no more. */
	public void forges(boolean forged) {
		this.forging = forged;
	}

	private void open() {
		try {
			this.tomcat.setBaseDir(Files.createTempDirectory("identity-provider").toString());
			this.tomcat.setPort(0);
			this.tomcat.setHostname("localhost");
			Context root = this.tomcat.addContext("", null);
			AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();
			beans.setServletContext(root.getServletContext());
			beans.addBeanFactoryPostProcessor((factory) -> factory.registerSingleton("provider", this));
			beans.register(Beans.class);
			root.addServletContainerInitializer((classes, servletContext) -> {
				beans.setServletContext(servletContext);
				beans.refresh();
			}, null);
			addFilter(root, beans);
			this.tomcat.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void addFilter(Context root, AnnotationConfigWebApplicationContext beans) {
		FilterDef security = new FilterDef();
		security.setFilterName("security");
		security.setFilter(new DelegatingFilterProxy("springSecurityFilterChain", beans));
		FilterMap everything = new FilterMap();
		everything.setFilterName("security");
		everything.addURLPattern("/*");
		root.addFilterDef(security);
		root.addFilterMap(everything);
		Tomcat.addServlet(root, "default", "org.apache.catalina.servlets.DefaultServlet").addMapping("/");
	}

	private static RSAKey key() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			KeyPair pair = generator.generateKeyPair();
			return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate()).keyID(KEY).build();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.tomcat.stop();
			this.tomcat.destroy();
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What the server is made of; no configuration, lest the gateway finds it. */
	@EnableWebSecurity
	static class Beans {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.oauth2AuthorizationServer((server) -> server.oidc(Customizer.withDefaults()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService people(IdentityProvider provider) {
			return (name) -> {
				if (!provider.people.containsKey(name)) {
					throw new UsernameNotFoundException(name);
				}
				return User.withUsername(name).password("{noop}" + PASSWORD).roles("USER").build();
			};
		}

		@Bean
		RegisteredClientRepository clients(IdentityProvider provider) {
			return new Clients(provider);
		}

		@Bean
		AuthorizationServerSettings settings() {
			return AuthorizationServerSettings.builder().build();
		}

		/** Whoever looks for a key to sign with says of which type it is. */
		@Bean
		JWKSource<SecurityContext> keys(IdentityProvider provider) {
			return (selector, context) -> selector
				.select(new JWKSet((provider.forging && selector.getMatcher().getKeyTypes() != null) ? provider.otherKey
						: provider.key));
		}

		@Bean
		JwtDecoder tokens(JWKSource<SecurityContext> keys) {
			return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
		}

		@Bean
		OAuth2TokenCustomizer<JwtEncodingContext> claims(IdentityProvider provider) {
			return (token) -> {
				if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
					provider.people.getOrDefault(name(token.getPrincipal()), Map.of())
						.forEach((name, value) -> token.getClaims().claim(name, value));
					provider.tampering.accept(token.getClaims());
				}
			};
		}

	}

	private static String name(@Nullable Authentication somebody) {
		return (somebody != null) ? somebody.getName() : "";
	}

	/** The gateway, which sends and takes people wherever it is. */
	private record Clients(IdentityProvider provider) implements RegisteredClientRepository {

		/** It would have its secret kept otherwise. */
		@Override
		public void save(RegisteredClient client) {
		}

		@Override
		public RegisteredClient findById(String id) {
			return client();
		}

		@Override
		public @Nullable RegisteredClient findByClientId(String id) {
			return id.equals(CLIENT) ? client() : null;
		}

		private RegisteredClient client() {
			RegisteredClient.Builder builder = RegisteredClient.withId(CLIENT)
				.clientId(CLIENT)
				.clientSecret("{noop}" + SECRET)
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				.scopes((scopes) -> scopes.addAll(List.of("openid", "profile")))
				.clientSettings(ClientSettings.builder().requireProofKey(true).build());
			this.provider.pages
				.forEach((page) -> builder.redirectUri(page + "/sign-in/callback").postLogoutRedirectUri(page + "/"));
			return builder.build();
		}

	}

}
