/**
 * What Stripe's API offers of each kind of object: reads what is asked for, strictly, and
 * has it done.
 */
@NullMarked
@MayUse({ "emulators.book", "emulators.challenge", "emulators.stripe.cards", "emulators.stripe.desk",
		"emulators.stripe.forms", "emulators.stripe.life", "emulators.stripe.objects" })
package dev.sluice.emulators.stripe.resources;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
