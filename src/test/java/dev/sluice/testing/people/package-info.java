/** People who sign in: where they do that, and a browser for it. */
@NullMarked
package dev.sluice.testing.people;

import org.jspecify.annotations.NullMarked;
