package dev.sluice.secrets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.postgres.DatabaseCoordinates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Demo mode seals without being told how. */
class DemoKeyTests {

	private static final Place PLACE = new Place("endpoints", "secret", "1");

	@TempDir
	private Path folder;

	@Test
	void makesAKeyBesideTheDataOnceAndLetsNobodyElseReadIt() throws Exception {
		byte[] made = DemoKey.of(embedded(this.folder));
		Path file = this.folder.resolve("secrets.key");

		assertThat(made).hasSize(32).isEqualTo(DemoKey.of(embedded(this.folder)));
		assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(file);
		}
	}

	@Test
	void isAnotherForOtherData() throws Exception {
		assertThat(DemoKey.of(embedded(Files.createDirectory(this.folder.resolve("a")))))
			.isNotEqualTo(DemoKey.of(embedded(Files.createDirectory(this.folder.resolve("b")))));
	}

	@Test
	void opensInDemoModeWhatWasSealedBeforeThereWasAKeyOfItsOwn() {
		MockEnvironment environment = embedded(this.folder);
		SecretsConfiguration configuration = new SecretsConfiguration();
		Sealed sealed = configuration.seals(new SealSettings(null, Map.of()), environment, true)
			.seal(PLACE, new byte[] { 1, 2, 3 });
		Seals own = configuration.seals(
				new SealSettings("k1", Map.of("k1", "9k2OwUdrvrEbGvWpE1m1Tn0cRC3N0cBo1ZP1zXl5YvU=")), environment,
				true);

		assertThat(own.open(PLACE, sealed)).containsExactly(1, 2, 3);
		assertThat(own.isCurrent(sealed)).isFalse();
	}

	private static MockEnvironment embedded(Path folder) {
		return new MockEnvironment().withProperty(DatabaseCoordinates.EMBEDDED_FOLDER, folder.toString());
	}

}
