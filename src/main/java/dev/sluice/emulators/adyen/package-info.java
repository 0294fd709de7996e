/**
 * Adyen's Checkout API as far as its own clients can tell; here is what its callers meet.
 */
@NullMarked
@MayUse({ "emulators.adyen.cards", "emulators.adyen.ledger", "emulators.adyen.requests", "emulators.adyen.forms",
		"emulators.book", "emulators.upkeep", "emulators.notices", "emulators.faults", "emulators.challenge" })
package dev.sluice.emulators.adyen;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
