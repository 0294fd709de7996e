package dev.sluice.client.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/** What is told of a failure without an answer, in words for people. */
public final class Failures {

	/** An error has its cause no deeper than this. */
	private static final int DEPTH = 10;

	private Failures() {
	}

	/** What went wrong, to be read behind a colon. */
	public static String words(IOException error) {
		return switch (error) {
			case HttpConnectTimeoutException _ -> "no connection was made in time";
			case HttpTimeoutException _ -> "it says nothing";
			case ConnectException refused when isUnresolved(refused) -> "the name has no address";
			case ConnectException _ -> "nobody listens there";
			case SSLException _ -> "there is no TLS connection with a certificate that is trusted";
			default -> "the connection broke";
		};
	}

	private static boolean isUnresolved(Throwable error) {
		@Nullable Throwable each = error;
		for (int i = 0; i < DEPTH && each != null; i++) {
			if (each instanceof UnresolvedAddressException) {
				return true;
			}
			each = each.getCause();
		}
		return false;
	}

}
