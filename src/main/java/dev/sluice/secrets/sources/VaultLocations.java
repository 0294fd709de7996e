package dev.sluice.secrets.sources;

import java.util.List;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.cloud.vault.config.VaultConfigDataLocationResolver;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Understands {@code vault:} as Spring Cloud Vault does, before it does so itself, so
 * that {@link VaultSecrets} decides what comes of it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class VaultLocations implements ConfigDataLocationResolver<VaultSource> {

	private final VaultConfigDataLocationResolver library = new VaultConfigDataLocationResolver();

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return this.library.isResolvable(context, location);
	}

	/** None: they are known once the profiles are. */
	@Override
	public List<VaultSource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return List.of();
	}

	@Override
	public List<VaultSource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		return this.library.resolveProfileSpecific(context, location, profiles).stream().map(VaultSource::new).toList();
	}

}
