/**
 * What must be kept and read again, such as credentials and signing secrets: sealed under
 * a key from outside, and bound to the place where it is kept.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "postgres")
package dev.sluice.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
