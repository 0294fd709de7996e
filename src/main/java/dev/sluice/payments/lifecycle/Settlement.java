package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * What came of an operation.
 *
 * @param operation which one
 * @param processor who was asked last
 * @param attempts processors that certainly did nothing before that one was asked
 * @param expiresAt until when an authorization holds, where it is one
 */
public record Settlement(OperationId operation, Outcome outcome, String processor, List<Attempt> attempts, Instant at,
		Instant expiresAt) {
}
