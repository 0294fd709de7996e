/**
 * Stripe as a processor: accounts of merchants, payments by PaymentIntents, refunds, and
 * what Stripe tells. Spoken to over HTTP, without a library of Stripe's.
 */
@NullMarked
@MayUse({ "processors.calls", "processors.connectors" })
package dev.sluice.processors.stripe;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
