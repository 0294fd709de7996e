/**
 * From the recorded intent to the recorded outcome: chooses among the processors, asks
 * them, takes their later word or that of a person, and brings to its end what nobody
 * did.
 */
@NullMarked
@MayUse({ "payments.admission", "payments.figures", "payments.recording", "payments.leases", "payments.lifecycle",
		"payments.port", "payments.vault", "payments.words" })
package dev.sluice.payments.processing;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
