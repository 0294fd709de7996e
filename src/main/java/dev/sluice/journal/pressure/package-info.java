/**
 * How much waits to be appended, and for how long: what operators see of it, and whether
 * an instance that has no room for more asks to be left alone for a while.
 */
@NullMarked
package dev.sluice.journal.pressure;

import org.jspecify.annotations.NullMarked;
