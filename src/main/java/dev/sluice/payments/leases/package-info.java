/**
 * Who works on what, and until when: on an operation that is under way, or on a job that
 * any instance could do. Leases are told by the clock of the database, so that one
 * instance alone works on a thing.
 */
@NullMarked
@MayUse({ "payments.lifecycle", "payments.words" })
package dev.sluice.payments.leases;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
