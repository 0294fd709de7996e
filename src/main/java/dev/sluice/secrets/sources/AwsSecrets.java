package dev.sluice.secrets.sources;

import io.awspring.cloud.autoconfigure.config.secretsmanager.SecretsManagerConfigDataLoader;
import org.apache.commons.logging.Log;

import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.logging.DeferredLogFactory;

/**
 * Reads secrets by Spring Cloud AWS, once. A start ends where AWS does not answer,
 * refuses or has nothing, unless the location is optional.
 */
class AwsSecrets implements ConfigDataLoader<AwsSource> {

	private static final String ACTION = """
			See that the region (AWS_REGION or spring.cloud.aws.region.static) and the name are right, that \
			there are credentials (the role of the task, the pod or the machine, or AWS_ACCESS_KEY_ID and \
			AWS_SECRET_ACCESS_KEY), and that they may do secretsmanager:GetSecretValue with it, and kms:Decrypt \
			where it has a key of its own. docs/secrets.md has an example. Where a start may do without, write \
			optional:aws-secretsmanager:.""";

	private final SecretsManagerConfigDataLoader library;

	private final Log log;

	AwsSecrets(DeferredLogFactory logs) {
		this.library = new SecretsManagerConfigDataLoader(logs);
		this.log = logs.getLog(AwsSecrets.class);
	}

	/**
	 * The secrets.
	 * @return none where there need not be any
	 * @throws SourceFailedException where there are none and must be
	 */
	@Override
	public ConfigData load(ConfigDataLoaderContext context, AwsSource source) {
		try {
			ConfigData data = this.library.load(source::context, source.resource());
			return (data != null) ? data : ConfigData.EMPTY;
		}
		catch (RuntimeException ex) {
			SourceFailedException failure = new SourceFailedException(source + " could not be read", null, ACTION, ex);
			if (!source.mayBeMissing()) {
				throw failure;
			}
			this.log.warn(failure.getMessage() + " It goes on without.");
			return ConfigData.EMPTY;
		}
	}

}
