/** A real PostgreSQL with a real replica, for any test. */
@NullMarked
package dev.sluice.testing.replica;

import org.jspecify.annotations.NullMarked;
