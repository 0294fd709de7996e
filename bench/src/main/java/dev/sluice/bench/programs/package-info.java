/**
 * The programs that a run starts, PostgreSQL among them: each a process of its own that
 * is watched from outside (CPU, heap, profile) and stopped at the end, whatever comes.
 */
package dev.sluice.bench.programs;
