/**
 * The way to an address of a merchant's: signed by Standard Webhooks, to public addresses
 * alone, bounded in time and bytes.
 */
@NullMarked
@MayUse("destinations.ways")
package dev.sluice.destinations.webhooks;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
