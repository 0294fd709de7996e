/**
 * Where customers come back to whom a processor sent to their issuer, with the result for
 * which the processor is asked then; from there they go on to the merchant.
 */
@NullMarked
@MayUse({ "processors.registry", "processors.connectors" })
package dev.sluice.processors.returns;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
