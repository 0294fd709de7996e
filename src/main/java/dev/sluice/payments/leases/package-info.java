/**
 * Who works on what, and until when, by the clock of the database: on an operation that
 * is under way, or on a job that any instance could do. Only one does.
 */
@NullMarked
@MayUse("payments.lifecycle")
package dev.sluice.payments.leases;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
