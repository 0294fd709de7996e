/**
 * Payments that are made to see whether an account at a processor works, step by step,
 * and undone again.
 */
@NullMarked
@MayUse({ "client.connection", "client.gateway" })
package dev.sluice.client.trial;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
