package dev.sluice.secrets.sources;

import java.util.List;

import io.awspring.cloud.autoconfigure.config.secretsmanager.SecretsManagerConfigDataLocationResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Understands {@code aws-secretsmanager:} as Spring Cloud AWS does, before it does so
 * itself, so that {@link AwsSecrets} decides what comes of it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class AwsLocations implements ConfigDataLocationResolver<AwsSource> {

	private final SecretsManagerConfigDataLocationResolver library;

	AwsLocations(DeferredLogFactory logs) {
		this.library = new SecretsManagerConfigDataLocationResolver(logs);
	}

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return this.library.isResolvable(context, location);
	}

	@Override
	public List<AwsSource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		Apart apart = new Apart(context, new DefaultBootstrapContext());
		return this.library.resolve(apart, location)
			.stream()
			.map((resource) -> new AwsSource(resource, apart.getBootstrapContext(), location.isOptional()))
			.toList();
	}

	/**
	 * Keeps what reading takes from becoming a part of the application.
	 *
	 * @param context has the settings
	 * @param own where that is instead
	 */
	private record Apart(ConfigDataLocationResolverContext context,
			ConfigurableBootstrapContext own) implements ConfigDataLocationResolverContext {

		@Override
		public Binder getBinder() {
			return this.context.getBinder();
		}

		@Override
		public @Nullable ConfigDataResource getParent() {
			return this.context.getParent();
		}

		@Override
		public ConfigurableBootstrapContext getBootstrapContext() {
			return this.own;
		}

	}

}
