/**
 * Events on their way to an address: signed by Standard Webhooks, posted one after the
 * other, and what is remembered of it until the next time.
 */
@NullMarked
@MayUse({ "client.connection", "client.gateway" })
package dev.sluice.client.posting;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
