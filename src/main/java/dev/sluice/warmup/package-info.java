/**
 * A rehearsal of what callers ask for, before an instance says that it can serve: what is
 * slow the first thousands of times has been done by then.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "postgres", "roles" })
package dev.sluice.warmup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
