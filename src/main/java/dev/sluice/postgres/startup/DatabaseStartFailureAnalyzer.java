package dev.sluice.postgres.startup;

import dev.sluice.postgres.DatabaseStartException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a person why the database stopped the start, instead of a stack trace. */
class DatabaseStartFailureAnalyzer extends AbstractFailureAnalyzer<DatabaseStartException> {

	@Override
	protected FailureAnalysis analyze(Throwable failure, DatabaseStartException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), failure);
	}

}
