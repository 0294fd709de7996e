/**
 * How much is under way at once: at a processor, by what it is for, and in all, until its
 * outcome is recorded. What finds no room in time is refused before it is recorded.
 */
@NullMarked
@MayUse({ "payments.lifecycle", "payments.port" })
package dev.sluice.payments.admission;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
