/**
 * A change of a payment made durable: its row, its event, the operation that it is about
 * and the key that it uses up, in one commit. What meets here for the same payment goes
 * one after the other.
 */
@NullMarked
@MayUse({ "payments.leases", "payments.lifecycle" })
package dev.sluice.payments.recording;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;
