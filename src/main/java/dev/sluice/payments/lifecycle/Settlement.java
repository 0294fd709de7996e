package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.List;

import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What came of an operation.
 *
 * @param operation which one
 * @param processor who was asked last
 * @param attempts processors that certainly did nothing before that one was asked
 * @param expiresAt until when an authorization holds, where it is one
 * @param resolution who found it out, where a person did
 */
public record Settlement(OperationId operation, Outcome outcome, String processor, List<Attempt> attempts, Instant at,
		Instant expiresAt, Operation.@Nullable Resolution resolution) {
}
