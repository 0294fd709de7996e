package dev.sluice.secrets.sources;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells a person what to look at where there are no secrets, instead of a stack trace.
 */
class SourceFailureAnalyzer extends AbstractFailureAnalyzer<SourceFailedException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, SourceFailedException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), failure);
	}

}
