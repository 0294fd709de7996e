/**
 * Contenders that take turns: each works for some seconds while the CPU of its own and of
 * PostgreSQL's processes is counted, and what came of it is a row of a table.
 */
@NullMarked
package dev.sluice.bench.contest;

import org.jspecify.annotations.NullMarked;
