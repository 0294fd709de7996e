/**
 * The merchants who share this gateway, as its operator makes, names and disables them:
 * over HTTP with the operator's key, or at the command line.
 */
@NullMarked
@MayUse({ "merchants.audit", "merchants.keys", "merchants" })
package dev.sluice.merchants.registry;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
