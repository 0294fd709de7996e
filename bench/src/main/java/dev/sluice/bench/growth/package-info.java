/**
 * What a payment, a read and an event cost as there are more payments, merchants and
 * streams.
 */
@NullMarked
package dev.sluice.bench.growth;

import org.jspecify.annotations.NullMarked;
