/**
 * What is asked of the Stripe emulator, as Stripe's forms write it, and how Stripe says
 * that it cannot be done.
 */
@NullMarked
package dev.sluice.emulators.stripe.forms;

import org.jspecify.annotations.NullMarked;
