/**
 * Stripe as far as its own clients can tell: its API at {@code /emulators/stripe}, signed
 * events, its test cards and its 3-D Secure.
 */
@NullMarked
@MayUse({ "emulators.book", "emulators.challenge", "emulators.faults", "emulators.notices", "emulators.upkeep",
		"emulators.stripe.desk", "emulators.stripe.forms", "emulators.stripe.life", "emulators.stripe.objects",
		"emulators.stripe.resources" })
package dev.sluice.emulators.stripe;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
