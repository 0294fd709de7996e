/**
 * A card processor for development and tests, with a book and faults of its own. It is
 * spoken to over HTTP only and shares nothing with the gateway but the database server.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "money", "values", "http", "postgres" })
@MayUse({ "simulator.challenge", "simulator.book", "simulator.callbacks", "simulator.faults", "simulator.issuer" })
package dev.sluice.simulator;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
