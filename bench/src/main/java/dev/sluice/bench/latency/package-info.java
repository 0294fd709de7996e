/**
 * How long a request takes while requests come at a fixed rate, and how late an event is
 * on another instance.
 */
@NullMarked
package dev.sluice.bench.latency;

import org.jspecify.annotations.NullMarked;
