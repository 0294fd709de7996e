package dev.sluice.secrets.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A real process, outside of demo mode, with secrets that are none. */
class UnfitSecretsTests {

	private static final Pattern NAMED = Pattern.compile("^ {4}([a-z0-9.-]+): ", Pattern.MULTILINE);

	@TempDir
	private Path folder;

	@Test
	void namesAllSecretsThatAreMissingOrKnownToEverybodyAtOnce() throws Exception {
		String short20 = "twenty-characters-xx";
		String[] arguments = TestDatabase.create()
			.arguments("--server.port=0", "--sluice.processors.simulator.url=http://127.0.0.1:1",
					"--sluice.secrets.current=", "--sluice.simulator.callback-secret=" + short20,
					"--sluice.secrets.keys.other=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

		try (SluiceProcess process = SluiceProcess.start(this.folder, arguments)) {
			assertThat(process.awaitExit()).isNotZero();

			assertThat(named(process.output())).containsExactlyInAnyOrder("sluice.secrets.current",
					"sluice.secrets.keys.other", "sluice.simulator.secret", "sluice.simulator.callback-secret");
			assertThat(process.output()).contains("openssl rand -base64 32", "configtree:", "docs/secrets.md")
				.doesNotContain(short20, "sim_demo_secret", "AAECAwQF", "\tat ");
		}
	}

	/** A folder of another name behind a link, and a link for each file into it. */
	@Test
	void startsWithSecretsInFilesAsKubernetesMountsThem() throws Exception {
		String own = "a secret of 32 characters or more";
		Path secrets = Files.createDirectory(this.folder.resolve("secrets"));
		Path version = Files.createDirectory(secrets.resolve("..2026_11_27_00_00_00.1"));
		Files.createSymbolicLink(secrets.resolve("..data"), version.getFileName());
		for (String property : List.of("sluice.simulator.secret", "sluice.simulator.callback-secret")) {
			Files.writeString(version.resolve(property), own + "\n");
			Files.createSymbolicLink(secrets.resolve(property), Path.of("..data", property));
		}
		String[] arguments = TestDatabase.create()
			.arguments("--server.port=0", "--sluice.processors.simulator.url=http://127.0.0.1:1",
					"--spring.config.import=configtree:" + secrets + "/");

		try (SluiceProcess process = SluiceProcess.start(this.folder, arguments)) {
			assertThat(process.awaitStarted().output()).doesNotContain(own);
		}
	}

	private static Set<String> named(String output) {
		return NAMED.matcher(output).results().map(named -> named.group(1)).collect(Collectors.toSet());
	}

}
