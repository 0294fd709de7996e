/**
 * Compares the book of the gateway with those of processors, and changes neither: what
 * was lost here with a database, after a restore or a failover, is in the other book.
 */
@NullMarked
@NamedInterface("reconciliation")
@MayUse({ "payments.port", "payments.words" })
package dev.sluice.payments.reconciliation;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
