/**
 * A run: what it was asked for, how long it measures, what it says on the way, and what
 * it reports at its end.
 */
@NullMarked
package dev.sluice.bench.run;

import org.jspecify.annotations.NullMarked;
