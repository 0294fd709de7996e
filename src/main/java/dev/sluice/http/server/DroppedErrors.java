package dev.sluice.http.server;

import java.io.IOException;

import dev.sluice.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

import org.springframework.stereotype.Component;

/**
 * What becomes of errors that nobody waits for any more. That a connection broke then is
 * none, nor that a caller was refused, who has had an answer: callers who do what they
 * should not would fill the log.
 */
@Component
class DroppedErrors {

	private static final Logger log = LoggerFactory.getLogger(DroppedErrors.class);

	DroppedErrors() {
		Hooks.onErrorDropped(DroppedErrors::note);
	}

	private static void note(Throwable error) {
		if (error instanceof IOException || error instanceof Problem) {
			log.debug("A caller did this, and nobody waited for it", error);
		}
		else {
			log.warn("Nobody waited for this any more", error);
		}
	}

}
