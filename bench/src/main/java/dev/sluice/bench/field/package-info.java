/**
 * Who takes part in a run: gateways with a processor that answers when it is told to, and
 * peers that were proved to do the same work.
 */
@NullMarked
package dev.sluice.bench.field;

import org.jspecify.annotations.NullMarked;
