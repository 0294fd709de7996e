/**
 * Who works on what, and until when: on an operation that is under way, or on a job that
 * any instance could do. It goes by the clock of the database, and only one instance does
 * it.
 */
@NullMarked
@MayUse("payments.lifecycle")
package dev.sluice.payments.leases;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
