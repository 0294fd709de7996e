/**
 * Between what is asked for and the book: changes payments under their locks, tells what
 * happened to the endpoints that want to know, reads lists and expands objects.
 */
@NullMarked
@MayUse({ "emulators.book", "emulators.stripe.forms", "emulators.stripe.life", "emulators.stripe.objects" })
package dev.sluice.emulators.stripe.desk;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
