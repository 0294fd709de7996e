package dev.sluice.http.address;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;

/**
 * The certificates that the server shows who it is by, as {@code server.ssl.*} has them.
 */
class OwnCertificates {

	private final SslBundles bundles;

	private final @Nullable String name;

	private final SslBundle bundle;

	OwnCertificates(Ssl ssl, SslBundles bundles) {
		this.bundles = bundles;
		this.name = ssl.getBundle();
		this.bundle = WebServerSslBundle.get(ssl, bundles);
	}

	boolean contains(X509Certificate certificate) throws CertificateException {
		try {
			KeyStore keys = current().getStores().getKeyStore();
			return keys != null && contains(keys, certificate);
		}
		catch (KeyStoreException ex) {
			throw new CertificateException("The keys of server.ssl cannot be read", ex);
		}
	}

	private static boolean contains(KeyStore keys, X509Certificate certificate) throws KeyStoreException {
		for (String alias : Collections.list(keys.aliases())) {
			if (keys.isKeyEntry(alias) && certificate.equals(keys.getCertificate(alias))) {
				return true;
			}
		}
		return false;
	}

	/** One that has a name may have been loaded anew. */
	private SslBundle current() {
		return (this.name != null) ? this.bundles.getBundle(this.name) : this.bundle;
	}

}
