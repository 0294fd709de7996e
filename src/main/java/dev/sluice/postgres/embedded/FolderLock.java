package dev.sluice.postgres.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.sluice.postgres.DatabaseStartException;
import org.jspecify.annotations.Nullable;

/**
 * One process per folder: held until closed or until the process is gone, however it
 * went.
 */
final class FolderLock implements Closeable {

	private final FileChannel file;

	private FolderLock(FileChannel file) {
		this.file = file;
	}

	/**
	 * Takes the folder.
	 * @throws DatabaseStartException if it is held already
	 */
	static FolderLock of(Path folder) throws IOException {
		FileChannel file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		if (lock(file) == null) {
			file.close();
			throw new DatabaseStartException("Another Sluice is running with the data in " + folder + ".",
					"Stop the other one first, or start this one in a folder of its own, or point both at one "
							+ "PostgreSQL with spring.r2dbc.url.");
		}
		return new FolderLock(file);
	}

	private static @Nullable FileLock lock(FileChannel file) throws IOException {
		try {
			return file.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}
