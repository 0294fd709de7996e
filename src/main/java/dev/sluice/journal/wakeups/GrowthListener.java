package dev.sluice.journal.wakeups;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * Who hears of all journals. Both are called on threads that have other things to do, and
 * must be quick.
 *
 * @param grown told whose journal grew, or may have
 * @param missed told that anybody's may have: something was missed
 */
public record GrowthListener(Consumer<UUID> grown, Runnable missed) {
}
