/**
 * Stripe's objects as they are shown: what each has when it is new. Members whose names
 * begin with {@code $} are the emulator's own, and never shown.
 */
@NullMarked
@MayUse("emulators.stripe.cards")
package dev.sluice.emulators.stripe.objects;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
