/**
 * The memory of an instance, and how much of it is held for callers.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sluice.memory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
