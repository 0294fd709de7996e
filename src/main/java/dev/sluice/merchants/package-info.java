/**
 * Who is calling: merchants in their two modes, their API keys and the sessions of their
 * people, and what each of them may do. Every route below {@code /v1} is closed to
 * whoever has neither key nor session, and says itself what it takes to ask it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "secrets", "values", "http", "http :: address", "http :: api",
		"http :: origins", "http :: passage", "postgres", "postgres :: notifications" })
package dev.sluice.merchants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
