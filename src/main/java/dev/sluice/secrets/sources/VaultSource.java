package dev.sluice.secrets.sources;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.cloud.vault.config.VaultConfigLocation;

/** A path in Vault whose secrets are properties. */
class VaultSource extends ConfigDataResource {

	private final VaultConfigLocation location;

	VaultSource(VaultConfigLocation location) {
		super(location.isOptional());
		this.location = location;
	}

	VaultConfigLocation location() {
		return this.location;
	}

	/** As Vault's own commands write it, such as {@code secret/sluice}. */
	String path() {
		return this.location.getSecretBackendMetadata().getPath();
	}

	/** Whether a start goes on without it. */
	boolean mayBeMissing() {
		return this.location.isOptional();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof VaultSource source && this.location.equals(source.location);
	}

	@Override
	public int hashCode() {
		return this.location.hashCode();
	}

	@Override
	public String toString() {
		return "vault://" + path();
	}

}
