package dev.sluice.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that are nobody else's business, where the file system can say so.
 */
final class OwnerOnly {

	private OwnerOnly() {
	}

	static void file(Path file) throws IOException {
		permit(file, "rw-------");
	}

	static void folder(Path folder) throws IOException {
		permit(folder, "rwx------");
	}

	private static void permit(Path path, String permissions) throws IOException {
		if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
			Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
		}
	}

}
