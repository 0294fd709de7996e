package dev.sluice.testing.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * An authority that issues certificates for a test, as files of PEM in a folder.
 *
 * @param folder where they are
 * @param root its own certificate
 */
public record TestAuthority(Path folder, X509Bundle root) {

	/** A new one, of which nobody has heard. */
	public static TestAuthority in(Path folder) {
		try {
			X509Bundle root = new CertificateBuilder().ecp256()
				.subject("CN=Authority of a test")
				.setIsCertificateAuthority(true)
				.buildSelfSigned();
			TestAuthority authority = new TestAuthority(folder, root);
			Files.writeString(authority.rootFile(), root.getCertificatePEM());
			return authority;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The file with the certificate that all others are issued by. */
	public Path rootFile() {
		return this.folder.resolve("root.crt");
	}

	public Path certificate(String name) {
		return this.folder.resolve(name + ".crt");
	}

	public Path key(String name) {
		return this.folder.resolve(name + ".key");
	}

	/**
	 * Issues a certificate, in the place of an older one of the name.
	 * @param name its common name, and what its files are called
	 * @param hosts names and addresses that it is good for
	 */
	public X509Bundle issue(String name, String... hosts) {
		CertificateBuilder builder = new CertificateBuilder().ecp256().subject("CN=" + name);
		for (String host : hosts) {
			var _ = Character.isDigit(host.charAt(0)) ? builder.addSanIpAddress(host) : builder.addSanDnsName(host);
		}
		return write(name, builder);
	}

	/** The same by RSA, which alone some clients take to prove who they are. */
	public X509Bundle issueRsa(String name) {
		return write(name, new CertificateBuilder().rsa2048().subject("CN=" + name));
	}

	private X509Bundle write(String name, CertificateBuilder builder) {
		try {
			X509Bundle issued = builder.buildIssuedBy(this.root);
			replace(key(name), issued.getPrivateKeyPEM());
			replace(certificate(name), issued.getCertificatePathPEM());
			return issued;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** At once, and so that its owner alone can read it. */
	private static void replace(Path file, String text) throws IOException {
		Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
		Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
		Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
	}

}
