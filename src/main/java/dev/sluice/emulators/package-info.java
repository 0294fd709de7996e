/**
 * Processors of others as far as their own clients can tell, for development and tests:
 * stateful, offline, with the faults of the simulator. They share nothing with the
 * gateway but the database server, and hold no money.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "simulator :: faults", "simulator :: challenge", "money", "values", "http",
		"http :: address", "postgres" })
package dev.sluice.emulators;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
