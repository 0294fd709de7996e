/**
 * Gateways that die, and those that clear up after them: nothing is lost or done twice.
 */
@NullMarked
package dev.sluice.proof.crash;

import org.jspecify.annotations.NullMarked;
