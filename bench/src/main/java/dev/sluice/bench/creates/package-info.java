/**
 * Payments per second over HTTP, created and brought to their end, beside what PostgreSQL
 * does alone, and what the generator of the requests costs.
 */
@NullMarked
package dev.sluice.bench.creates;

import org.jspecify.annotations.NullMarked;
