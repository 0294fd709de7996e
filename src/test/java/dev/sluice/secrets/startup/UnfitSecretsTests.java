package dev.sluice.secrets.startup;

import java.nio.file.Path;
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

	@Test
	void startsWithSecretsOfItsOwn() throws Exception {
		String own = "a secret of 32 characters or more";
		String[] arguments = TestDatabase.create()
			.arguments("--server.port=0", "--sluice.processors.simulator.url=http://127.0.0.1:1",
					"--sluice.simulator.secret=" + own, "--sluice.simulator.callback-secret=" + own);

		try (SluiceProcess process = SluiceProcess.start(this.folder, arguments)) {
			assertThat(process.awaitStarted().output()).doesNotContain(own);
		}
	}

	private static Set<String> named(String output) {
		return NAMED.matcher(output).results().map(named -> named.group(1)).collect(Collectors.toSet());
	}

}
