/**
 * The keys by which merchants' programs call: told by the hash of their secret, known for
 * a few seconds each, and noted down as used.
 */
@NullMarked
@MayUse({ "merchants.attempts", "merchants.standing", "merchants" })
package dev.sluice.merchants.keys;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
