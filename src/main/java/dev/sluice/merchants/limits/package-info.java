/**
 * How often whoever was let in may ask, and how much at once: requests that read and
 * requests that change something are counted by the key or the session they come with,
 * and by merchant. A session that a key opened is counted with its key.
 */
@NullMarked
@MayUse("merchants.standing")
package dev.sluice.merchants.limits;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
