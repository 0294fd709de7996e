package dev.sluice.testing.tls;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/** Callers of an application that speaks TLS alone ({@link TlsTest}). */
public final class TlsClients {

	private TlsClients() {
	}

	/** One that proves who he is. */
	public static HttpClient known() {
		return client(TlsInitializer.CALLER_KEYS);
	}

	/** One that does not. */
	public static HttpClient unknown() {
		return client(null);
	}

	/** What such a caller connects by. */
	public static SSLContext context() {
		return context(TlsInitializer.CALLER_KEYS);
	}

	private static HttpClient client(KeyManager @Nullable [] keys) {
		return HttpClient.newBuilder().sslContext(context(keys)).build();
	}

	private static SSLContext context(KeyManager @Nullable [] keys) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			TrustManager[] trust = TlsInitializer.AUTHORITY.root().toTrustManagerFactory().getTrustManagers();
			context.init(keys, trust, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
