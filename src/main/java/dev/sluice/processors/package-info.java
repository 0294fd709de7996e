/**
 * Implementations of the port that payments own, one room each. What goes wrong before a
 * request is sent is reported as not processed; what goes wrong after is unknown, never
 * declined.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "merchants", "payments :: port", "payments :: words", "secrets", "values",
		"http", "http :: address" })
package dev.sluice.processors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
