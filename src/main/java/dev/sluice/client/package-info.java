/**
 * What a merchant's developer runs beside a gateway: it brings events to an address of
 * the own machine, once more where that is wanted, and makes some happen; it finds out
 * whether an account at a processor works. It speaks to the gateway over HTTP alone, as
 * anybody may, and starts nothing of the gateway. It has no event loop, so it may wait.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "values")
@MayUse({ "client.connection", "client.gateway", "client.posting", "client.trial" })
package dev.sluice.client;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
