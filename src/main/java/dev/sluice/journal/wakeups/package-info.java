/**
 * How a reader learns that a journal grew: at once, soon, or by looking itself. A wake-up
 * carries no entry, so that a lost one costs latency and nothing else.
 */
@NullMarked
package dev.sluice.journal.wakeups;

import org.jspecify.annotations.NullMarked;
