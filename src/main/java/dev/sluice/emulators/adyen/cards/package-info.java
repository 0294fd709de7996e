/**
 * Adyen's cards for tests, and what their bank can be made to say; pure.
 */
@NullMarked
package dev.sluice.emulators.adyen.cards;

import org.jspecify.annotations.NullMarked;
