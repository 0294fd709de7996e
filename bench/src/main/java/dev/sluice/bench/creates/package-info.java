/**
 * Payments per second over HTTP, beside what PostgreSQL does alone, and what the
 * generator of the requests costs.
 */
package dev.sluice.bench.creates;
