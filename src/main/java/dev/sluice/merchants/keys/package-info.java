/**
 * The keys by which merchants' programs call: told by the hash of their secret, known for
 * a few seconds each, noted down as used; made, rotated and taken back by their merchant.
 */
@NullMarked
@MayUse({ "merchants.attempts", "merchants.audit", "merchants.standing", "merchants" })
package dev.sluice.merchants.keys;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
