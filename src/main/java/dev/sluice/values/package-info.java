/**
 * The few things that everybody says alike: ids, JSON as it came, times, and how to tell
 * a card number. Knows nothing of HTTP, of the database or of payments.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sluice.values;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
