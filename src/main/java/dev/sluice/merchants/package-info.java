/**
 * Who is calling: merchants, their API keys and the sessions of their people. Every route
 * below {@code /v1} is closed to whoever has neither key nor session.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "values", "http", "postgres" })
@MayUse({ "merchants.attempts", "merchants.limits", "merchants.standing" })
package dev.sluice.merchants;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
