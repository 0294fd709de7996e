package dev.sluice.emulators.stripe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.sluice.page.node.NodeTools;
import dev.sluice.testing.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stripe's own command-line tool, with an account of its own at an emulator and nothing
 * else that it could reach. Nothing that runs outlives its call.
 */
final class StripeCli {

	/** Why something was not done. */
	static final String MISSING = "npm brings no stripe for this platform: the emulator was not judged by it";

	private static final Path PROGRAM = NodeTools.FRONTEND.resolve("node_modules/@stripe/cli-linux-x64/bin/stripe");

	private static final int MOST_BYTES = 1 << 20;

	/** Nobody listens there. What is on the loopback itself is not asked by a proxy. */
	private static final String NOWHERE = "http://127.0.0.1:1";

	private final Path home;

	private final String emulator;

	private final String key = "sk_test_" + UUID.randomUUID().toString().replace("-", "");

	StripeCli(Path home, String emulator) {
		this.home = home;
		this.emulator = emulator;
	}

	/** Whether it is there; where CI runs on what it is made for it must be. */
	static boolean isInstalled() {
		boolean made = System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
		if (NodeTools.areInstalled() && made && System.getenv("CI") != null) {
			assertThat(PROGRAM).isExecutable();
		}
		return Files.isExecutable(PROGRAM);
	}

	/** The object, list or error of the API that it shows. */
	JsonNode show(String... arguments) throws Exception {
		Printed printed = run(arguments);
		assertThat(printed.exit()).as(printed.text()).isZero();
		return JsonMapper.shared().readTree(printed.text().substring(printed.text().indexOf('{')));
	}

	/** The error of the API that it shows. */
	JsonNode error(String... arguments) throws Exception {
		JsonNode shown = show(arguments);
		assertThat(shown.path("error").isObject()).as(shown.toString()).isTrue();
		return shown.path("error");
	}

	Printed run(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(PROGRAM.toAbsolutePath().toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("--api-base", this.emulator, "--api-key", this.key, "--color", "off", "--config",
				this.home.resolve("config.toml").toString()));
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.home.toFile()).redirectErrorStream(true);
		builder.environment().clear();
		builder.environment()
			.putAll(Map.of("HOME", this.home.toString(), "STRIPE_CLI_TELEMETRY_OPTOUT", "1", "DO_NOT_TRACK", "1",
					"HTTP_PROXY", NOWHERE, "HTTPS_PROXY", NOWHERE));
		Process process = builder.start();
		try {
			process.getOutputStream().close();
			byte[] printed = CompletableFuture.supplyAsync(() -> read(process))
				.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
			assertThat(printed.length).as("what it prints in bytes").isLessThan(MOST_BYTES);
			assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
			return new Printed(process.exitValue(), new String(printed, StandardCharsets.UTF_8));
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	private static byte[] read(Process process) {
		try {
			return process.getInputStream().readNBytes(MOST_BYTES);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a command said.
	 *
	 * @param exit zero also where the API answered with an error, but for triggers
	 */
	record Printed(int exit, String text) {
	}

}
