/**
 * The currencies, their exponents and bounds, and how amounts are read and printed:
 * always in minor units, never with a guessed exponent.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "http")
package dev.sluice.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
