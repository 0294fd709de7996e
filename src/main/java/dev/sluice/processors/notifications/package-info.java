/**
 * What processors tell later of the operations that merchants' accounts were asked for:
 * believed by their own signatures, written down, answered at once, and applied after
 * that, each once and in any order.
 */
@NullMarked
@MayUse({ "processors.registry", "processors.connectors" })
package dev.sluice.processors.notifications;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
