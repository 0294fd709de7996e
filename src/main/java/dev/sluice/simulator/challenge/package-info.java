/**
 * The simulated bank's page, on which a cardholder approves or refuses.
 */
@NullMarked
@MayUse({ "simulator.book", "simulator.issuer" })
package dev.sluice.simulator.challenge;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
