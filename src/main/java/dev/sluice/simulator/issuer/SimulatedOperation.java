package dev.sluice.simulator.issuer;

import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator is asked for.
 *
 * @param operation the caller's id of it: the same id is done once
 * @param payment the caller's id of what it belongs to
 * @param amount in minor units of the currency; a void releases all that is left,
 * whatever it says
 * @param card what to charge; only a charge needs one
 * @param returnUrl where the cardholder goes after a challenge
 * @param callbackUrl where to tell how it ended
 */
public record SimulatedOperation(String operation, String payment, OperationKind kind, long amount, String currency,
		@Nullable TestCard card, @Nullable WebAddress returnUrl, @Nullable WebAddress callbackUrl) {
}
