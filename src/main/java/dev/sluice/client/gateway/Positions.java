package dev.sluice.client.gateway;

import java.io.IOException;
import java.time.Instant;

import tools.jackson.databind.JsonNode;

/**
 * The positions of a merchant's journal, from the oldest event that is kept to the newest
 * one.
 *
 * @param oldest one more than the newest where there is none
 */
public record Positions(Gateway gateway, long oldest, long newest) {

	/** Asks a gateway for them. */
	public static Positions of(Gateway gateway) throws IOException, InterruptedException {
		JsonNode page = gateway.get("/v1/events?limit=1");
		if (!page.path("head").isIntegralNumber()) {
			throw new Unreadable("a page of events does not tell the newest one");
		}
		long newest = page.path("head").asLong();
		return new Positions(gateway, page.path("data").path(0).path("id").asLong(newest + 1), newest);
	}

	/**
	 * Halves the journal until it is found where a time begins. Times rise, but for some
	 * disorder among neighbours, so what is before that position may be later by as much.
	 * @return the first position that is no older; one more than the newest where all are
	 */
	public long since(Instant time) throws IOException, InterruptedException {
		long low = this.oldest;
		long high = this.newest + 1;
		while (low < high) {
			long middle = low + (high - low) / 2;
			if (isPurgedOrBefore(middle, time)) {
				low = middle + 1;
			}
			else {
				high = middle;
			}
		}
		return low;
	}

	/**
	 * What is not kept any more is older than all that is. Of what was undone, after the
	 * database was restored, the next event tells that was not.
	 */
	private boolean isPurgedOrBefore(long position, Instant time) throws IOException, InterruptedException {
		try {
			return isNextBefore(position - 1, time);
		}
		catch (Refusal ex) {
			if (ex.isPurged()) {
				return true;
			}
			if (ex.undoneAfter().isPresent()) {
				return isNextBefore(ex.undoneAfter().getAsLong(), time);
			}
			throw ex;
		}
	}

	private boolean isNextBefore(long after, Instant time) throws IOException, InterruptedException {
		JsonNode next = this.gateway.get("/v1/events?limit=1&after=" + after).path("data").path(0);
		return !next.isMissingNode() && Event.read(next.toString()).createdAt().isBefore(time);
	}

}
