/**
 * Where the database is, and the connections to it: bounded in number, age and wait.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sluice.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
