/**
 * Where the database is, and the connections to it, bounded in number, age and wait; how
 * columns are sent and pages read. What it needs before the first bean is made is in its
 * rooms.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "values", "http" })
package dev.sluice.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
