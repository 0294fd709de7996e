/**
 * A change made durable: the payment's row, its event, its operation and the key that it
 * uses up, in one commit. Changes of one payment that meet here go one after the other.
 */
@NullMarked
@MayUse({ "payments.figures", "payments.leases", "payments.lifecycle", "payments.words" })
package dev.sluice.payments.recording;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
