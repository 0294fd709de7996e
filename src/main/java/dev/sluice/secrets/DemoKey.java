package dev.sluice.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

import dev.sluice.postgres.DatabaseCoordinates;

import org.springframework.core.env.Environment;

/**
 * The key of demo mode, so that all works without configuration: beside the data of the
 * embedded database, where it is made when it is first asked for; with a database of
 * one's own, one that everybody can read here.
 */
final class DemoKey {

	/** Its id, which no key has outside of demo mode. */
	static final String ID = "demo";

	private static final int LENGTH = 32;

	/** The bytes 0 to 31. */
	static final String PUBLISHED = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private DemoKey() {
	}

	static byte[] of(Environment environment) {
		Path folder = DatabaseCoordinates.embeddedFolder(environment);
		return Base64.getDecoder().decode((folder != null) ? kept(folder.resolve("secrets.key")) : PUBLISHED);
	}

	private static String kept(Path file) {
		try {
			if (!Files.exists(file)) {
				make(file);
			}
			return Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The key of demo mode cannot be kept in " + file, ex);
		}
	}

	/** It appears there whole, and nobody else could ever read it. */
	private static void make(Path file) throws IOException {
		byte[] key = new byte[LENGTH];
		new SecureRandom().nextBytes(key);
		Path partial = Files.createTempFile(file.resolveSibling(""), "secrets-", ".key", permissions(file));
		Files.writeString(partial, Base64.getEncoder().encodeToString(key) + "\n");
		Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
	}

	private static FileAttribute<?>[] permissions(Path file) {
		return file.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

}
