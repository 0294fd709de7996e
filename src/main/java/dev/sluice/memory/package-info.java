/**
 * The memory of an instance, and how much of it is held for callers: by a page, and by
 * all answers together.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "http", "http :: passage" })
package dev.sluice.memory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
