/** A collector of traces, for any test. */
@NullMarked
package dev.sluice.testing.traces;

import org.jspecify.annotations.NullMarked;
