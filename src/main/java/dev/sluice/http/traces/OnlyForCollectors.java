package dev.sluice.http.traces;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Keeps out all that Spring Boot would set up for traces, unless there is somebody to
 * send them to; and always what makes spans of Micrometer's observations, beside ours.
 */
class OnlyForCollectors implements AutoConfigurationImportFilter, EnvironmentAware {

	/** Where traces are sent to. */
	static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

	/** With any of them off nothing would be sent of what is recorded. */
	private static final List<String> SWITCHES = List.of("management.opentelemetry.enabled",
			"management.tracing.export.enabled", "management.tracing.export.otlp.enabled");

	private static final String OPENTELEMETRY = "org.springframework.boot.opentelemetry.";

	private static final String TRACING = "org.springframework.boot.micrometer.tracing.";

	private static final String OBSERVATIONS = TRACING + "autoconfigure.";

	private boolean collected;

	@Override
	public void setEnvironment(Environment environment) {
		this.collected = StringUtils.hasText(environment.getProperty(ENDPOINT))
				&& SWITCHES.stream().allMatch((name) -> environment.getProperty(name, Boolean.class, true));
	}

	@Override
	public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[configurations.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = isWanted(configurations[i]);
		}
		return matches;
	}

	private boolean isWanted(@Nullable String configuration) {
		if (configuration == null || !(configuration.startsWith(OPENTELEMETRY) || configuration.startsWith(TRACING))) {
			return true;
		}
		return this.collected && !configuration.startsWith(OBSERVATIONS);
	}

}
