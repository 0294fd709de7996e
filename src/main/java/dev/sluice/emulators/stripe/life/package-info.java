/**
 * The life of a payment at Stripe: what its objects become, what is told of it and what
 * ends later. Pure: it draws ids and reads the time from what it is given.
 */
@NullMarked
@MayUse({ "emulators.book", "emulators.stripe.cards", "emulators.stripe.forms", "emulators.stripe.objects" })
package dev.sluice.emulators.stripe.life;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
