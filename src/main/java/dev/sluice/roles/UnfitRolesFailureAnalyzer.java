package dev.sluice.roles;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a person which roles there are, instead of a stack trace. */
class UnfitRolesFailureAnalyzer extends AbstractFailureAnalyzer<UnfitRolesException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, UnfitRolesException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Name some of %s, each once and with commas between them, or leave sluice.roles out for all of them."
					.formatted(Role.labels()),
				failure);
	}

}
