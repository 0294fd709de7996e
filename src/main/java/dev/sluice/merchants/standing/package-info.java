/**
 * Whether those who were let in still may: while somebody reads what lasts, the key or
 * the session that it was opened with is looked at again, once for all that it opened.
 */
@NullMarked
@MayUse("merchants")
package dev.sluice.merchants.standing;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
