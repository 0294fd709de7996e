/** A real Redis, for any test. */
@NullMarked
package dev.sluice.testing.redis;

import org.jspecify.annotations.NullMarked;
