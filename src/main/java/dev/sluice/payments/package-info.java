/**
 * Decides and records the life of a payment. A payment changes only by an event; deciding
 * ({@link dev.sluice.payments.lifecycle.Payment#decide}) and applying
 * ({@link dev.sluice.payments.lifecycle.Payment#apply}) are pure. Owns the port to the
 * processors ({@link dev.sluice.payments.processing.Processor}).
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "merchants", "journal", "money", "values", "http", "postgres" })
@MayUse({ "payments.idempotency", "payments.processing", "payments.recording", "payments.lifecycle" })
package dev.sluice.payments;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
