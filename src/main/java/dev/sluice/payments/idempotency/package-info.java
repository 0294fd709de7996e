/**
 * One key, one effect: reads the key of a request, and answers a repeated request as the
 * first one was answered.
 */
@NullMarked
package dev.sluice.payments.idempotency;

import org.jspecify.annotations.NullMarked;
