package dev.sluice.journal.everyone;

import java.util.UUID;

import dev.sluice.journal.Bounds;

/**
 * Where a merchant's journal begins and ends, beside those of others.
 *
 * @param merchant whose it is
 * @param bounds its last position that is no longer kept, and its newest
 */
public record End(UUID merchant, Bounds bounds) {
}
