/**
 * The Stripe emulator as Stripe's own command-line tool judges it.
 */
@NullMarked
package dev.sluice.emulators.stripe.cli;

import org.jspecify.annotations.NullMarked;
