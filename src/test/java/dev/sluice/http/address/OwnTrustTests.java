package dev.sluice.http.address;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OwnTrustTests {

	private static final String PASSWORD = "changeit";

	private static final String OWN = "127.0.0.1";

	@TempDir
	private Path folder;

	@Test
	void trustsItsOwnCertificateAtItsOwnAddressAlone() throws Exception {
		X509Certificate own = certificate("own");
		X509Certificate other = certificate("other");
		OwnTrust trust = trust("own");

		assertThatCode(() -> check(trust, own, OWN, 8443)).doesNotThrowAnyException();
		assertThatRefused(trust, own, OWN, 8444);
		assertThatRefused(trust, own, "127.0.0.2", 8443);
		assertThatRefused(trust, own, "pay.example", 8443);
		assertThatRefused(trust, other, OWN, 8443);
	}

	private static void assertThatRefused(OwnTrust trust, X509Certificate certificate, String host, int port) {
		assertThatExceptionOfType(CertificateException.class).isThrownBy(() -> check(trust, certificate, host, port));
	}

	private static void check(OwnTrust trust, X509Certificate certificate, String host, int port) throws Exception {
		SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
		trust.checkServerTrusted(new X509Certificate[] { certificate }, "UNKNOWN", engine);
	}

	private OwnTrust trust(String name) throws Exception {
		Ssl ssl = new Ssl();
		ssl.setKeyStore(store(name).toUri().toString());
		ssl.setKeyStorePassword(PASSWORD);
		ServerProperties server = new ServerProperties();
		server.setSsl(ssl);
		TrustManagerFactory platform = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		platform.init((KeyStore) null);
		return new OwnTrust((X509ExtendedTrustManager) platform.getTrustManagers()[0],
				OwnAddressTests.listening(server, null), new OwnCertificates(ssl, new DefaultSslBundleRegistry()));
	}

	private X509Certificate certificate(String name) throws Exception {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=pay.example", "-storetype", "PKCS12",
				"-keystore", store(name).toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("keytool.txt").toFile())
			.start();
		assertThat(keytool.waitFor()).isZero();
		KeyStore keys = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
		return (X509Certificate) keys.getCertificate(name);
	}

	private Path store(String name) {
		return this.folder.resolve(name + ".p12");
	}

}
