/**
 * The few things that everybody says alike: ids that sort by time, JSON as it came, times
 * of RFC 3339, addresses of the web, texts of others made fit to be kept, and how a card
 * number is told. Knows nothing of HTTP, of the database or of payments.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sluice.values;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
