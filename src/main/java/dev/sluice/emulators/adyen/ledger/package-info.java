/**
 * The life of a payment at Adyen and of what is asked for later on: pure rules.
 */
@NullMarked
@MayUse("emulators.adyen.cards")
package dev.sluice.emulators.adyen.ledger;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
