/**
 * What Adyen can be asked for: requests, read as it reads them, and refused in its words.
 */
@NullMarked
@MayUse({ "emulators.adyen.cards", "emulators.adyen.ledger" })
package dev.sluice.emulators.adyen.requests;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
