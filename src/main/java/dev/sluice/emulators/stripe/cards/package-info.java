/**
 * The test cards that Stripe publishes, and how each behaves: pure.
 */
@NullMarked
package dev.sluice.emulators.stripe.cards;

import org.jspecify.annotations.NullMarked;
