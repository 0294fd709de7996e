/**
 * Every payment as a line of JSON, beside what COPY makes of the same table.
 */
@NullMarked
package dev.sluice.bench.export;

import org.jspecify.annotations.NullMarked;
