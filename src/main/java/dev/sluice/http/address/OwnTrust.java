package dev.sluice.http.address;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts as clients of the platform do, and where this application itself is reached it
 * trusts exactly the certificates that its server has. These need not name the address,
 * for nobody else can hold their keys.
 */
class OwnTrust extends X509ExtendedTrustManager {

	private final X509ExtendedTrustManager others;

	private final OwnAddress own;

	private final OwnCertificates certificates;

	OwnTrust(X509ExtendedTrustManager others, OwnAddress own, OwnCertificates certificates) {
		this.others = others;
		this.own = own;
		this.certificates = certificates;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		boolean ours = this.own.isAt(engine.getPeerHost(), engine.getPeerPort())
				&& this.certificates.contains(chain[0]);
		if (!ours) {
			this.others.checkServerTrusted(chain, authType, engine);
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.others.checkServerTrusted(chain, authType, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.others.checkServerTrusted(chain, authType);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		this.others.checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.others.checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.others.checkClientTrusted(chain, authType);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.others.getAcceptedIssuers();
	}

}
