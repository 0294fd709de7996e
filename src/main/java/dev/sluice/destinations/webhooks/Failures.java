package dev.sluice.destinations.webhooks;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import dev.sluice.destinations.ways.Answer.Outcome;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * What is told of a failure without an answer: a few words of ours, since those of the
 * error may say what is inside here.
 */
final class Failures {

	/** An error has its cause no deeper than this. */
	private static final int DEPTH = 10;

	private Failures() {
	}

	/** What it comes down to, where the time was not over. */
	static Outcome outcome(Throwable error) {
		return (cause(error) instanceof AddressGuard.RefusedAddress) ? Outcome.FORBIDDEN_ADDRESS : Outcome.UNREACHABLE;
	}

	/** What went wrong, in words. */
	static String words(Throwable error) {
		return switch (cause(error)) {
			case AddressGuard.RefusedAddress _ -> "Nothing is sent to this address.";
			case UnknownHostException _ -> "The name has no address.";
			case ConnectTimeoutException _ -> "No connection was made in time.";
			case NoRouteToHostException _ -> "No connection could be made.";
			case ConnectException _ -> "The connection was refused.";
			case SSLException _ -> "There was no TLS connection with a certificate that is trusted.";
			case PrematureCloseException _, PrematureChannelClosureException _ ->
				"The connection was closed before an answer.";
			case TooLongHttpHeaderException _, TooLongHttpLineException _ -> "The head of the answer was too large.";
			case IllegalArgumentException _ -> "The answer was not HTTP.";
			case PoolAcquirePendingLimitException _, PoolAcquireTimeoutException _ ->
				"No connection was free; all were waiting for answers.";
			default -> "The connection broke.";
		};
	}

	/** The first one that says something, from the outside in. */
	private static Throwable cause(Throwable error) {
		Throwable each = error;
		for (int i = 0; i < DEPTH && !isTelling(each) && each.getCause() != null; i++) {
			each = each.getCause();
		}
		return each;
	}

	private static boolean isTelling(Throwable error) {
		return switch (error) {
			case AddressGuard.RefusedAddress _, UnknownHostException _, ConnectException _, SSLException _,
					PrematureCloseException _, PrematureChannelClosureException _ ->
				true;
			default -> false;
		};
	}

}
