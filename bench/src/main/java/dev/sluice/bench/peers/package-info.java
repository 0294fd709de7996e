/**
 * What one would pick instead of the gateway: programs of bench/peers on the same tables,
 * and the proof that each of them does the same work.
 */
@NullMarked
package dev.sluice.bench.peers;

import org.jspecify.annotations.NullMarked;
