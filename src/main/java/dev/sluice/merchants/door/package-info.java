/**
 * Closes {@code /v1} to whoever is not known, and says of everybody else who it is.
 */
@NullMarked
@MayUse({ "merchants.attempts", "merchants.keys", "merchants.limits", "merchants.sessions", "merchants.standing",
		"merchants" })
package dev.sluice.merchants.door;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
