/**
 * What was done to merchants, their keys, their destinations and their accounts at
 * processors, and by whom: a list that is only ever added to, in the transaction of what
 * it tells of.
 */
@NullMarked
@MayUse("merchants")
@NamedInterface("audit")
package dev.sluice.merchants.audit;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
