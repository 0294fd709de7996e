package dev.sluice.http.address;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;

/**
 * Lets clients reach this application itself where its server speaks TLS, and others by
 * the certificates that they are given.
 */
@Component
public class OwnClients {

	private final SslBundles bundles;

	private final OwnAddress own;

	private final @Nullable OwnCertificates certificates;

	OwnClients(ServerProperties server, OwnAddress own, SslBundles bundles) {
		this.bundles = bundles;
		this.own = own;
		Ssl ssl = server.getSsl();
		this.certificates = (ssl != null && Ssl.isEnabled(ssl)) ? new OwnCertificates(ssl, bundles) : null;
	}

	/**
	 * Connects by a client, which knows this application by its certificate.
	 * @param bundle the name of the bundle ({@code spring.ssl.bundle.*}) that says whom
	 * else the client trusts and who it is; where it is replaced by another one, so are
	 * the connections. Null for what the platform trusts
	 */
	public ClientHttpConnector connector(HttpClient client, @Nullable String bundle) {
		if (bundle == null && this.certificates == null) {
			return new ReactorClientHttpConnector(client);
		}
		if (bundle == null) {
			return secured(client, SslBundle.systemDefault());
		}
		RenewedConnector connector = new RenewedConnector(secured(client, this.bundles.getBundle(bundle)));
		this.bundles.addBundleUpdateHandler(bundle, (renewed) -> connector.renew(secured(client, renewed)));
		return connector;
	}

	private ClientHttpConnector secured(HttpClient client, SslBundle bundle) {
		SslContext context = context(bundle);
		return new ReactorClientHttpConnector(client.secure((spec) -> spec.sslContext(context)));
	}

	private SslContext context(SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		try {
			return SslContextBuilder.forClient()
				.keyManager(bundle.getManagers().getKeyManagerFactory())
				.trustManager(trust(bundle))
				.ciphers(SslOptions.asSet(options.getCiphers()))
				.protocols(options.getEnabledProtocols())
				.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException("A client cannot be secured by its certificates", ex);
		}
	}

	private TrustManager trust(SslBundle bundle) {
		for (TrustManager manager : bundle.getManagers().getTrustManagers()) {
			if (manager instanceof X509ExtendedTrustManager others) {
				return (this.certificates != null) ? new OwnTrust(others, this.own, this.certificates) : others;
			}
		}
		throw new IllegalStateException("There is nobody whom a client could trust");
	}

}
