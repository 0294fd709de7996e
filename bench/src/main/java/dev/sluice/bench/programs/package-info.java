/**
 * The programs that a run starts, PostgreSQL among them: each a process of its own that
 * is watched from outside (CPU, heap, profile) and stopped at the end, whatever comes.
 */
@NullMarked
package dev.sluice.bench.programs;

import org.jspecify.annotations.NullMarked;
