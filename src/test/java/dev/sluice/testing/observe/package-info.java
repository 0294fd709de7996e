/** What a running gateway tells its operators, as they would read it. */
@NullMarked
package dev.sluice.testing.observe;

import org.jspecify.annotations.NullMarked;
