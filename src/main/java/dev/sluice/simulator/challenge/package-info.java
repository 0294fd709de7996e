/**
 * The simulated bank's page, on which a cardholder approves or refuses. Emulators of
 * other processors ask in the same way.
 */
@NullMarked
@NamedInterface("challenge")
@MayUse({ "simulator.book", "simulator.issuer" })
package dev.sluice.simulator.challenge;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
