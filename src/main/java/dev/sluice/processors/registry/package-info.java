/**
 * Which accounts merchants have at processors, as they are kept, with their credentials
 * opened for those alone who ask there; and which of them is asked for a payment.
 */
@NullMarked
@MayUse("processors.connectors")
package dev.sluice.processors.registry;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
