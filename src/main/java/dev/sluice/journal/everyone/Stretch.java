package dev.sluice.journal.everyone;

import java.util.UUID;

/**
 * What is wanted of a merchant's journal, beside those of others.
 *
 * @param merchant whose it is
 * @param after the position behind which it begins
 */
public record Stretch(UUID merchant, long after) {
}
