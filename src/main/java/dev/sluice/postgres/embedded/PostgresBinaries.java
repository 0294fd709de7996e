package dev.sluice.postgres.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import dev.sluice.postgres.DatabaseStartException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL of this platform from the class path, once per version. */
final class PostgresBinaries {

	private static final int OWNER_MAY_EXECUTE = 0100;

	private PostgresBinaries() {
	}

	/**
	 * The unpacked PostgreSQL, the only entry of the folder. It appears there whole, or
	 * not at all.
	 */
	static Path unpackedIn(Path folder) throws IOException {
		byte[] archive = archive();
		Path home = folder.resolve(digest(archive));
		if (!Files.isDirectory(home)) {
			Files.createDirectories(folder);
			Path partial = Files.createTempDirectory(folder, "partial-");
			unpack(archive, partial);
			Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
		}
		Leftovers.delete(folder, (other) -> !other.equals(home));
		return home;
	}

	private static byte[] archive() throws IOException {
		try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(operatingSystem(),
				System.getProperty("os.arch"))) {
			return archive.readAllBytes();
		}
		catch (IllegalStateException ex) {
			throw new DatabaseStartException(
					"No database is configured, and this build of Sluice carries no embedded PostgreSQL for "
							+ System.getProperty("os.name") + " on " + System.getProperty("os.arch") + ".",
					"Set spring.r2dbc.url, spring.r2dbc.username and spring.r2dbc.password to use a PostgreSQL of "
							+ "your own, for instance r2dbc:postgresql://localhost:5432/sluice.",
					ex);
		}
	}

	private static String operatingSystem() {
		String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		if (name.startsWith("mac")) {
			return "Darwin";
		}
		return name.startsWith("windows") ? "Windows" : "Linux";
	}

	private static String digest(byte[] archive) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
			return HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void unpack(byte[] archive, Path target) throws IOException {
		try (TarArchiveInputStream entries = new TarArchiveInputStream(
				new XZInputStream(new ByteArrayInputStream(archive)))) {
			TarArchiveEntry entry = entries.getNextEntry();
			while (entry != null) {
				unpack(entry, entries, target.resolve(entry.getName()));
				entry = entries.getNextEntry();
			}
		}
	}

	private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
		if (entry.isDirectory()) {
			Files.createDirectories(file);
			return;
		}
		Files.createDirectories(file.resolveSibling(""));
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(content, file);
		if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0 && !file.toFile().setExecutable(true)) {
			throw new IOException("Cannot make " + file + " executable");
		}
	}

}
