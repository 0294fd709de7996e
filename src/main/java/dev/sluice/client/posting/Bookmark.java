package dev.sluice.client.posting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small file that remembers how far somebody has read, and what is signed with. It is
 * its owner's alone, and is replaced as a whole, so that it is never half written.
 *
 * @param file where it is, or will be
 */
public record Bookmark(Path file) {

	private static final int LONGEST = 64 * 1024;

	private static final String PREFIX = ".bookmark-";

	private static final String SEPARATOR = "_";

	private static final String SUFFIX = ".tmp";

	private static final String POSITION = "position";

	private static final String SECRET = "secret";

	/**
	 * Reads what it remembers; empty where there is no file yet.
	 * @throws UncheckedIOException with a message for people, where the file is damaged
	 * or cannot be read
	 */
	public Optional<Mark> read() {
		try {
			if (Files.exists(this.file) && Files.size(this.file) > LONGEST) {
				throw damaged("is too large");
			}
			return Optional.of(mark(Files.readString(this.file)));
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
		catch (CharacterCodingException ex) {
			throw damaged("is no text");
		}
		catch (IOException ex) {
			throw trouble("cannot be read", ex);
		}
	}

	private Mark mark(String text) {
		try {
			JsonNode mark = JsonMapper.shared().readTree(text);
			JsonNode position = mark.path(POSITION);
			String secret = mark.path(SECRET).asString("");
			if (!Secrets.isSecret(secret)) {
				throw damaged("has no secret");
			}
			if (!position.isMissingNode() && (!position.isIntegralNumber() || position.asLong() < 0)) {
				throw damaged("has no good position");
			}
			return new Mark(position.isMissingNode() ? null : position.asLong(), secret);
		}
		catch (JacksonException ex) {
			throw damaged("is no JSON");
		}
	}

	/**
	 * Remembers something else from now on.
	 * @throws UncheckedIOException with a message for people, where that does not work
	 */
	public void write(Mark mark) {
		try {
			String text = JsonMapper.shared().writeValueAsString(mark.fields()) + "\n";
			Path folder = Files.createDirectories(folder());
			// It may be read by its owner alone, from the beginning.
			Path anew = Files.createTempFile(folder, PREFIX + ProcessHandle.current().pid() + SEPARATOR, SUFFIX);
			try {
				Files.writeString(anew, text);
				Files.move(anew, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			}
			finally {
				Files.deleteIfExists(anew);
			}
		}
		catch (IOException ex) {
			throw trouble("cannot be written", ex);
		}
	}

	/**
	 * Keeps every other process from it, until that is closed.
	 * @throws UncheckedIOException with a message for people, where another has it
	 */
	public Claim claim() {
		try {
			FileChannel channel = FileChannel.open(
					Files.createDirectories(folder()).resolve(file.getFileName() + ".lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			if (isLocked(channel)) {
				return new Claim(channel);
			}
			channel.close();
		}
		catch (IOException ex) {
			throw trouble("cannot be locked", ex);
		}
		String words = "Another listen has the file " + this.file
				+ ", which keeps the position. End it, or name another" + " file with --state.";
		throw new UncheckedIOException(words, new IOException(words));
	}

	private static boolean isLocked(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	/** Takes away what processes left half written that were killed meanwhile. */
	public void tidy() {
		try (Stream<Path> files = Files.list(folder())) {
			for (Path left : files.filter(Bookmark::isLeft).toList()) {
				Files.deleteIfExists(left);
			}
		}
		catch (IOException | UncheckedIOException ex) {
			// It is in nobody's way.
		}
	}

	private static boolean isLeft(Path file) {
		String name = String.valueOf(file.getFileName());
		int end = name.indexOf(SEPARATOR, PREFIX.length());
		if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX) || end < 0) {
			return false;
		}
		try {
			return ProcessHandle.of(Long.parseLong(name, PREFIX.length(), end, 10)).isEmpty();
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

	private Path folder() {
		return Objects.requireNonNull(this.file.toAbsolutePath().getParent());
	}

	private UncheckedIOException damaged(String why) {
		String words = "The file " + this.file + ", which keeps the position, " + why
				+ ". Delete it to begin anew, or name another one with --state.";
		return new UncheckedIOException(words, new IOException(words));
	}

	private UncheckedIOException trouble(String what, IOException error) {
		String why = switch (error) {
			case AccessDeniedException _ -> "access is denied";
			case FileSystemException told when told.getReason() != null -> told.getReason();
			default -> String.valueOf(error.getMessage());
		};
		return new UncheckedIOException("The file " + this.file + ", which keeps the position, " + what + ": " + why,
				error);
	}

	/** That a bookmark is one process's alone. */
	public record Claim(FileChannel channel) implements AutoCloseable {

		@Override
		public void close() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				// Its lock ends with the process.
			}
		}

	}

	/**
	 * What is remembered.
	 *
	 * @param position of the last event that has arrived, or is not wanted; null before
	 * the first one
	 * @param secret what is signed with
	 */
	public record Mark(@Nullable Long position, String secret) {

		/** The same, further on. */
		public Mark at(long other) {
			return new Mark(other, this.secret);
		}

		private Map<String, Object> fields() {
			Map<String, Object> fields = new LinkedHashMap<>();
			if (this.position != null) {
				fields.put(POSITION, this.position);
			}
			fields.put(SECRET, this.secret);
			return fields;
		}

		/** Never the secret. */
		@Override
		public String toString() {
			return "Mark[position=" + this.position + "]";
		}

	}

}
