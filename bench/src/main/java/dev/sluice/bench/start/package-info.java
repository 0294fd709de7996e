/**
 * How long a server that was just started takes until it is as fast as it gets.
 */
@NullMarked
package dev.sluice.bench.start;

import org.jspecify.annotations.NullMarked;
