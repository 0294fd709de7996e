package dev.sluice.client.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import dev.sluice.client.connection.Backoff;
import dev.sluice.client.connection.Failures;
import dev.sluice.client.connection.Limits;
import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.Refusal;
import dev.sluice.client.gateway.Unreadable;
import tools.jackson.databind.JsonNode;

/**
 * Asks a gateway again for a while, whether it is away or has no outcome yet. What it is
 * asked to do has an idempotency key, so that it is done once.
 */
final class Insistence {

	/** Less than an answer may take. */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

	private final Gateway gateway;

	private final Telling telling;

	private final Backoff backoff;

	private final Duration within;

	private final long begun = System.nanoTime();

	private boolean inDoubt;

	Insistence(Gateway gateway, Duration within, Limits limits, Telling telling) {
		this.gateway = gateway;
		this.within = within;
		this.telling = telling;
		this.backoff = new Backoff(limits);
	}

	/** Asks for a document. */
	JsonNode get(String path) throws IOException, InterruptedException {
		return insist(() -> this.gateway.look(path));
	}

	/** Asks for something to be done, which may still go on when this is answered. */
	JsonNode post(String path, Map<String, ?> body, String key) throws IOException, InterruptedException {
		Duration wait = (this.within.compareTo(LONGEST_WAIT) < 0) ? this.within : LONGEST_WAIT;
		return insist(() -> this.gateway.begin(path, body, key, wait));
	}

	private JsonNode insist(Question question) throws IOException, InterruptedException {
		while (true) {
			Duration wish = Duration.ZERO;
			try {
				JsonNode answer = question.ask();
				this.telling.goesOn("The gateway answers again; goes on.");
				return answer;
			}
			catch (Refusal ex) {
				wish = ex.wish();
				if (!ex.isForNow() || isOver(wish)) {
					throw ex;
				}
				this.inDoubt = true;
				this.telling.waits("Waits for the gateway: " + ex.detail());
			}
			catch (Unreadable ex) {
				throw ex;
			}
			catch (IOException ex) {
				this.inDoubt = true;
				if (isOver(wish)) {
					throw ex;
				}
				this.telling.waits("Waits for the gateway: " + Failures.words(ex));
			}
			this.backoff.rest(wish);
		}
	}

	/** Whether something may have been done of which no answer came. */
	boolean isInDoubt() {
		return this.inDoubt;
	}

	/** Whether it has lasted long enough. */
	boolean isOver() {
		return isOver(Duration.ZERO);
	}

	private boolean isOver(Duration wish) {
		return wish.compareTo(this.within.minusNanos(System.nanoTime() - this.begun)) >= 0;
	}

	/** Waits before it is asked again. */
	void rest() throws InterruptedException {
		this.backoff.rest(Duration.ZERO);
	}

	/** Something that is asked once. */
	@FunctionalInterface
	private interface Question {

		JsonNode ask() throws IOException, InterruptedException;

	}

}
