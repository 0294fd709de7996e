package dev.sluice.journal;

import java.time.Instant;
import java.util.UUID;

import dev.sluice.values.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a merchant's journal, as readers get it.
 *
 * @param position 1, 2, 3 … within the merchant's journal, in commit order
 * @param subjectId what changed
 * @param version 1, 2, 3 … within the subject
 * @param type what happened, such as {@code payment.captured}
 * @param createdAt when it was decided
 * @param actor who did it, in JSON; null where that is not known
 * @param data the subject after it, as the API shows it
 */
public record Entry(long position, UUID subjectId, int version, String type, Instant createdAt, @Nullable RawJson actor,
		RawJson data) {

	/** What its documents weigh. */
	public int bytes() {
		return this.data.utf8().length + ((this.actor != null) ? this.actor.utf8().length : 0);
	}

}
