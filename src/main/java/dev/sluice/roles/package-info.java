/**
 * What an instance is there for: it runs the duties of its roles, and sends whoever asks
 * it for something else to where that is served.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "http")
package dev.sluice.roles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
