/**
 * How much somebody else's system is asked at once, and when it is better left alone.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sluice.pace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
