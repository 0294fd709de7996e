/**
 * Every payment as a line of JSON, beside what COPY makes of the same table.
 */
package dev.sluice.bench.export;
