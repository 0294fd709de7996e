/**
 * People who are signed in to the page, by a cookie that scripts cannot read.
 */
@NullMarked
@MayUse({ "merchants.attempts", "merchants.keys", "merchants.limits", "merchants.standing", "merchants" })
package dev.sluice.merchants.sessions;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
