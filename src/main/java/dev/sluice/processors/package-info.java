/**
 * Implementations of the port that payments own, one room each. What goes wrong before a
 * request is sent is reported as not processed; what goes wrong after is unknown, never
 * declined.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "merchants", "merchants :: audit", "payments :: port", "payments :: words",
		"money", "roles", "secrets", "values", "http", "http :: address", "http :: traces", "postgres",
		"postgres :: notifications" })
package dev.sluice.processors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
