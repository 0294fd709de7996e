/**
 * Decides and records the life of a payment; here are its use cases and their routes. A
 * payment changes only by an event; deciding
 * ({@link dev.sluice.payments.lifecycle.Payment#decide}) and applying
 * ({@link dev.sluice.payments.lifecycle.Payment#apply}) are pure. What other modules see
 * of it is the port to the processors ({@link dev.sluice.payments.port.Processor}) and
 * the words that the port is spoken in.
 */
@NullMarked
@ApplicationModule(
		allowedDependencies = { "merchants", "journal", "memory", "money", "pace", "roles", "secrets", "values", "http",
				"http :: passage", "http :: traces", "postgres", "postgres :: lookups", "postgres :: replica" })
@MayUse({ "payments.idempotency", "payments.processing", "payments.admission", "payments.recording", "payments.leases",
		"payments.lifecycle", "payments.port", "payments.vault", "payments.words" })
package dev.sluice.payments;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
