/** A processor with accounts of merchants, for any test. */
@NullMarked
package dev.sluice.testing.processors;

import org.jspecify.annotations.NullMarked;
