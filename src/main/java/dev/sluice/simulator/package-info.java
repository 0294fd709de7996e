/**
 * A card processor for development and tests, spoken to over HTTP; here is what its
 * callers meet. It has a book and faults of its own and shares nothing with the gateway
 * but the database server.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "money", "values", "http", "http :: address", "postgres" })
@MayUse({ "simulator.challenge", "simulator.book", "simulator.callbacks", "simulator.faults", "simulator.issuer" })
package dev.sluice.simulator;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
