/**
 * Whoever reads along with all tests, and whether something secret is logged or printed.
 */
@NullMarked
package dev.sluice.testing.leaks;

import org.jspecify.annotations.NullMarked;
