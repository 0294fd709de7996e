package dev.sluice.processors.calls;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;

import dev.sluice.payments.words.Outcome;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** A call that brought no answer to go by. */
public class TransportFailure extends RuntimeException {

	/** Answers by which a server says that it did not take the request on. */
	public static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405, 406, 413, 415, 422, 429);

	/** Without an answer, for a reason such as {@code http_502}. */
	public TransportFailure(String reason) {
		super(reason, null, false, false);
	}

	/** Whether it was for want of room here, which says nothing of the processor. */
	static boolean isOurs(Throwable error) {
		return outcome(error).equals(new Outcome.NotProcessed(Outcome.NotProcessed.OVERLOADED));
	}

	/** Only what certainly happened before anything was sent is "not processed". */
	public static Outcome outcome(Throwable error) {
		Throwable cause = (error.getCause() != null) ? error.getCause() : error;
		return switch (cause) {
			case CallNotPermittedException _ -> new Outcome.NotProcessed("circuit_open");
			case BulkheadFullException _, PoolAcquirePendingLimitException _, PoolAcquireTimeoutException _ ->
				new Outcome.NotProcessed(Outcome.NotProcessed.OVERLOADED);
			case ConnectException _, UnknownHostException _ -> new Outcome.NotProcessed("processor_unreachable");
			case TransportFailure failure -> new Outcome.Unknown(String.valueOf(failure.getMessage()));
			default -> new Outcome.Unknown(cause.getClass().getSimpleName());
		};
	}

}
