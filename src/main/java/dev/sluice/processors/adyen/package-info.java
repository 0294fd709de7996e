/**
 * Adyen as a processor: accounts of merchants, payments by stored cards, what is decided
 * later, and what Adyen tells of it. Spoken to over HTTP, without a library of Adyen's.
 */
@NullMarked
@MayUse({ "processors.calls", "processors.connectors", "processors.returns" })
package dev.sluice.processors.adyen;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
