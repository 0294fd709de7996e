/** A real PostgreSQL, and the whole application on top of it, for any test. */
@NullMarked
package dev.sluice.testing.tls;

import org.jspecify.annotations.NullMarked;
