/**
 * Readers, many or slow, late or long: each gets every event once, in order, and holds
 * nobody up.
 */
@NullMarked
package dev.sluice.proof.readers;

import org.jspecify.annotations.NullMarked;
