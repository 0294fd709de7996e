package dev.sluice.secrets.sources;

import io.awspring.cloud.autoconfigure.config.secretsmanager.SecretsManagerConfigDataResource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataResource;

/** A secret in AWS Secrets Manager, which is one property or an object of several. */
class AwsSource extends ConfigDataResource {

	private final SecretsManagerConfigDataResource resource;

	private final ConfigurableBootstrapContext context;

	private final boolean optional;

	/**
	 * A secret.
	 * @param resource names it
	 * @param context has what makes a client that reads it
	 * @param optional whether a start goes on without it
	 */
	AwsSource(SecretsManagerConfigDataResource resource, ConfigurableBootstrapContext context, boolean optional) {
		super(optional);
		this.resource = resource;
		this.context = context;
		this.optional = optional;
	}

	SecretsManagerConfigDataResource resource() {
		return this.resource;
	}

	ConfigurableBootstrapContext context() {
		return this.context;
	}

	boolean mayBeMissing() {
		return this.optional;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AwsSource source && this.resource.equals(source.resource);
	}

	@Override
	public int hashCode() {
		return this.resource.hashCode();
	}

	@Override
	public String toString() {
		return "aws-secretsmanager:" + this.resource.getContext();
	}

}
