package dev.sluice.journal;

import java.time.Instant;
import java.util.UUID;

import dev.sluice.values.RawJson;

/**
 * One entry of a merchant's journal, as readers get it.
 *
 * @param position 1, 2, 3 … within the merchant's journal, in commit order
 * @param subjectId what changed
 * @param version 1, 2, 3 … within the subject
 * @param type what happened, such as {@code payment.captured}
 * @param createdAt when it was decided
 * @param data the subject after it, as the API shows it
 */
public record Entry(long position, UUID subjectId, int version, String type, Instant createdAt, RawJson data) {
}
