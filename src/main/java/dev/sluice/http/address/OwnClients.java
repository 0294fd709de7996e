package dev.sluice.http.address;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Lets clients reach this application itself where its server speaks TLS. */
@Component
public class OwnClients {

	private final @Nullable SslContext context;

	OwnClients(ServerProperties server, OwnAddress own, SslBundles bundles)
			throws GeneralSecurityException, SSLException {
		Ssl ssl = server.getSsl();
		this.context = (ssl != null && Ssl.isEnabled(ssl)) ? SslContextBuilder.forClient()
			.trustManager(new OwnTrust(platform(), own, new OwnCertificates(ssl, bundles)))
			.build() : null;
	}

	/** The client, which knows this application by its certificate. */
	public HttpClient reaching(HttpClient client) {
		SslContext found = this.context;
		return (found != null) ? client.secure((spec) -> spec.sslContext(found)) : client;
	}

	private static X509ExtendedTrustManager platform() throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		return Arrays.stream(factory.getTrustManagers())
			.filter(X509ExtendedTrustManager.class::isInstance)
			.map(X509ExtendedTrustManager.class::cast)
			.findFirst()
			.orElseThrow();
	}

}
