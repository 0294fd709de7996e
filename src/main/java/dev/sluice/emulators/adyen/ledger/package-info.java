/**
 * The life of a payment at Adyen and of what is asked for later on: pure rules over its
 * test cards and the answers of a bank for tests.
 */
@NullMarked
package dev.sluice.emulators.adyen.ledger;

import org.jspecify.annotations.NullMarked;
