/**
 * Every payment as a line of JSON, beside peers and what COPY makes of the same table.
 */
@NullMarked
package dev.sluice.bench.export;

import org.jspecify.annotations.NullMarked;
