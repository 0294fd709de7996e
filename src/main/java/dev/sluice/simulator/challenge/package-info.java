/**
 * The simulated bank's page, on which a cardholder approves or refuses.
 */
@NullMarked
package dev.sluice.simulator.challenge;

import org.jspecify.annotations.NullMarked;
