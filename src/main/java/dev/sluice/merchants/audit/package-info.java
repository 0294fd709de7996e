/**
 * What was done to merchants and their keys, and by whom: a list that is only ever added
 * to, in the transaction of what it tells of.
 */
@NullMarked
@MayUse("merchants")
package dev.sluice.merchants.audit;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
