/**
 * The form of what Adyen says: answers, and signed notifications.
 */
@NullMarked
@MayUse({ "emulators.adyen.cards", "emulators.adyen.ledger" })
package dev.sluice.emulators.adyen.forms;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
