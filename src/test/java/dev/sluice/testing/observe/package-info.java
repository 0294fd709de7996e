/** A Prometheus of the machine's own, and what is given to it. */
@NullMarked
package dev.sluice.testing.observe;

import org.jspecify.annotations.NullMarked;
