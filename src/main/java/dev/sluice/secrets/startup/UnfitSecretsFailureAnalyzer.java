package dev.sluice.secrets.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a person which secrets stopped the start, instead of a stack trace. */
class UnfitSecretsFailureAnalyzer extends AbstractFailureAnalyzer<UnfitSecretsException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, UnfitSecretsException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), failure);
	}

}
