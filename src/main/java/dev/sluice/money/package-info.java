/**
 * Currencies, their exponents and bounds, and how amounts are read and printed. An
 * exponent is never guessed.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "http")
package dev.sluice.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
