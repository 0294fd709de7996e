package dev.sluice.secrets.sources;

import java.util.Objects;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.cloud.vault.config.VaultConfigDataLoader;
import org.springframework.cloud.vault.config.VaultProperties;
import org.springframework.cloud.vault.config.VaultProperties.AuthenticationMethod;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.StringUtils;
import org.springframework.vault.core.VaultTemplate;

/**
 * Reads secrets by Spring Cloud Vault, once: it signs in, reads, and gives the token back
 * that it was given. A start ends where Vault does not answer, refuses or has nothing,
 * unless the location is optional.
 */
class VaultSecrets implements ConfigDataLoader<VaultSource> {

	private static final String ACTION = """
			See that Vault is reachable there (spring.cloud.vault.uri) and unsealed, that the token, or what is \
			signed in with (spring.cloud.vault.authentication), is valid, and that its policy may read the path, \
			which for version 2 of the key-value engine has data/ in it: 'vault kv get' shows it. docs/secrets.md \
			has an example. Where a start may do without, write optional:vault://.""";

	/** Those whose token is the configuration's own and stays. */
	private static final Set<AuthenticationMethod> WITHOUT_SIGN_IN = Set.of(AuthenticationMethod.TOKEN,
			AuthenticationMethod.NONE);

	private final VaultConfigDataLoader library;

	private final Log log;

	VaultSecrets(DeferredLogFactory logs) {
		this.library = new VaultConfigDataLoader(logs);
		this.log = logs.getLog(VaultSecrets.class);
	}

	/**
	 * The secrets.
	 * @return none where there need not be any
	 * @throws SourceFailedException where there are none and must be
	 */
	@Override
	public @Nullable ConfigData load(ConfigDataLoaderContext context, VaultSource source) {
		VaultProperties properties = readingOnce(
				Objects.requireNonNull(context.getBootstrapContext().get(VaultProperties.class)));
		try {
			return read(properties, source);
		}
		catch (RuntimeException ex) {
			SourceFailedException failure = failure(properties, source, ex);
			if (!source.mayBeMissing()) {
				throw failure;
			}
			this.log.warn(failure.getMessage() + " It goes on without.");
			return ConfigData.EMPTY;
		}
	}

	/** Nothing is renewed or watched, on no thread, and nothing is tolerated silently. */
	private static VaultProperties readingOnce(VaultProperties properties) {
		properties.getConfig().getLifecycle().setEnabled(false);
		properties.getSession().getLifecycle().setEnabled(false);
		properties.getReactive().setEnabled(false);
		properties.setFailFast(true);
		return properties;
	}

	/** In a context of its own, so that nothing of it becomes part of the application. */
	private @Nullable ConfigData read(VaultProperties properties, VaultSource source) {
		ConfigurableBootstrapContext own = new DefaultBootstrapContext();
		own.registerIfAbsent(VaultProperties.class, (ignored) -> properties);
		ConfigData data = this.library.load(() -> own, source.location());
		if (data != null && isEmpty(data)) {
			throw new IllegalStateException("There is nothing at this path");
		}
		if (!WITHOUT_SIGN_IN.contains(properties.getAuthentication())) {
			signOut(Objects.requireNonNull(own.get(VaultTemplate.class)));
		}
		return data;
	}

	private static boolean isEmpty(ConfigData data) {
		return data.getPropertySources()
			.stream()
			.allMatch((source) -> source instanceof EnumerablePropertySource<?> names
					&& names.getPropertyNames().length == 0);
	}

	private void signOut(VaultTemplate vault) {
		try {
			vault.write("auth/token/revoke-self", null);
		}
		catch (RuntimeException ex) {
			this.log.debug("The token was not given back, and ends by itself: " + ex.getMessage());
		}
	}

	private static SourceFailedException failure(VaultProperties properties, VaultSource source, RuntimeException ex) {
		String address = StringUtils.hasText(properties.getUri()) ? properties.getUri()
				: properties.getScheme() + "://" + properties.getHost() + ":" + properties.getPort();
		return new SourceFailedException(
				"The secrets of %s could not be read, with the authentication %s, from Vault at %s".formatted(source,
						properties.getAuthentication(), address),
				properties.getToken(), ACTION, ex);
	}

}
