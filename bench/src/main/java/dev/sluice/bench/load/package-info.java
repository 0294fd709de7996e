/**
 * Requests over HTTP, as fast as they are answered or at a fixed rate, from one thread
 * and without an object for each of them.
 */
@NullMarked
package dev.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
