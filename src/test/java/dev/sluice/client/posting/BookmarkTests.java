package dev.sluice.client.posting;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.client.posting.Bookmark.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BookmarkTests {

	private static final String SECRET = Secrets.make();

	@TempDir
	private Path folder;

	@Test
	void remembers() {
		Bookmark bookmark = new Bookmark(this.folder.resolve("new/folder/file.json"));

		assertThat(bookmark.read()).isEmpty();
		bookmark.write(new Mark(null, SECRET));
		assertThat(bookmark.read()).contains(new Mark(null, SECRET));
		bookmark.write(new Mark(576L, SECRET));
		assertThat(bookmark.read()).contains(new Mark(576L, SECRET));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void isItsOwnersAlone() throws Exception {
		Path file = this.folder.resolve("file.json");
		new Bookmark(file).write(new Mark(1L, SECRET));

		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
	}

	@Test
	void isNeverHalfWritten() throws Exception {
		Bookmark bookmark = new Bookmark(this.folder.resolve("file.json"));
		bookmark.write(new Mark(0L, SECRET));
		Thread writer = Thread.startVirtualThread(() -> {
			for (long position = 1; position <= 500; position++) {
				bookmark.write(new Mark(position, SECRET));
			}
		});

		long seen = 0;
		while (writer.isAlive()) {
			long position = bookmark.read().map(Mark::position).orElseThrow();
			assertThat(position).isGreaterThanOrEqualTo(seen);
			seen = position;
		}

		assertThat(bookmark.read()).contains(new Mark(500L, SECRET));
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(bookmark.file());
		}
	}

	@Test
	void takesAwayWhatIsLeftOfProcessesThatWereKilled() throws Exception {
		Bookmark bookmark = new Bookmark(this.folder.resolve("file.json"));
		bookmark.write(new Mark(1L, SECRET));
		Path dead = Files.createFile(this.folder.resolve(".bookmark-" + Long.MAX_VALUE + "_1.tmp"));
		Path alive = Files.createFile(this.folder.resolve(".bookmark-" + ProcessHandle.current().pid() + "_1.tmp"));
		Path other = Files.createFile(this.folder.resolve(".bookmark-mine_1.tmp"));

		bookmark.tidy();

		assertThat(dead).doesNotExist();
		assertThat(alive).exists();
		assertThat(other).exists();
		assertThat(bookmark.read()).contains(new Mark(1L, SECRET));
		new Bookmark(this.folder.resolve("nowhere/file.json")).tidy();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{\"position\":576}", "{\"position\":576,\"secret\":\"hush\"}",
			"{\"position\":\"576\",\"secret\":\"whsec_aHVzaA==\"}", "{\"position\":-1,\"secret\":\"whsec_aHVzaA==\"}",
			"{\"position\":576,\"secret\":\"whsec_!!\"}" })
	void saysThatItIsDamaged(String text) throws Exception {
		Path file = Files.writeString(this.folder.resolve("file.json"), text);

		assertThatThrownBy(() -> new Bookmark(file).read()).isInstanceOf(UncheckedIOException.class)
			.hasMessageContaining(file.toString())
			.hasMessageContaining("--state")
			.hasMessageNotContaining("hush");
	}

	@Test
	void saysThatItIsNoText() throws Exception {
		Path file = Files.write(this.folder.resolve("file.json"), new byte[] { (byte) 0xff, 0 });
		Path large = Files.write(this.folder.resolve("large.json"), new byte[100_000]);

		assertThatThrownBy(() -> new Bookmark(file).read()).hasMessageContaining("is no text");
		assertThatThrownBy(() -> new Bookmark(large).read()).hasMessageContaining("is too large");
	}

	@Test
	void saysThatItCannotBeWritten() throws Exception {
		Path file = Files.writeString(this.folder.resolve("file"), "");

		assertThatThrownBy(() -> new Bookmark(file.resolve("below")).write(new Mark(1L, SECRET)))
			.isInstanceOf(UncheckedIOException.class)
			.hasMessageContaining("cannot be written");
	}

	@Test
	void tellsNoSecret() {
		assertThat(new Mark(1L, SECRET).toString()).doesNotContain("whsec_");
		assertThat(Optional.of(SECRET)).hasValueSatisfying((secret) -> assertThat(Secrets.isSecret(secret)).isTrue());
		assertThat(Secrets.make()).isNotEqualTo(SECRET);
		assertThat(Stream.of("", "whsec_", "whsec_%", "secret", "d2hzZWM=")).noneMatch(Secrets::isSecret);
	}

}
