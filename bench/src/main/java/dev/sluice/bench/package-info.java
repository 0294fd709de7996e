/**
 * Measures the gateway from outside, as a process among processes. Here is the command
 * line, which chooses the benchmark.
 */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
