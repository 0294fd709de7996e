package dev.sluice.documents;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestSecrets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The commands of the README, as a newcomer copies them, do what it says; only the port
 * is another one. Those with an ellipsis are left out: what belongs there is the
 * reader's.
 */
@SluiceTest
class ReadmeTests {

	private static final String MISSING = "No curl on the path: the README's commands were not tested";

	private static final Pattern COMMAND = Pattern.compile("(?m)^    curl (?:.*\\\\\\n)*.*$");

	private static final Pattern ANSWER = Pattern.compile("(?s)HTTP/1\\.1 (\\d{3}) .*?\\r?\\n\\r?\\n(.*)");

	@TempDir
	private Path folder;

	private final String port;

	ReadmeTests(@LocalServerPort int port) {
		this.port = Integer.toString(port);
	}

	@BeforeAll
	static void isThereACurl() {
		boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, "curl")));
		assertThat(installed || System.getenv("CI") == null).as(MISSING).isTrue();
		assumeTrue(installed, MISSING);
	}

	@Test
	void whoeverWatchesSeesThePayment() throws Exception {
		Run watch = run(command("/v1/events", "text/event-stream"));
		try {
			await().atMost(Patience.LONG).until(() -> !watch.output().isEmpty());

			String payment = Shop.read(answered(command("/v1/payments", "\"amount\":1999"), 201), "$.id");

			await().atMost(Patience.LONG).until(() -> watch.output().contains(payment));
			assertThat(watch.output()).contains("event: payment.captured");
		}
		finally {
			watch.process().destroyForcibly();
		}
	}

	@Test
	void whoeverRunsItMakesAMerchant() throws Exception {
		String answer = answered(command("/v1/merchants", "$OPERATOR_KEY"), 201);

		assertThat(Shop.read(answer, "$.name")).isEqualTo("Acme");
	}

	@Test
	void aMerchantMakesAKey() throws Exception {
		String answer = answered(command("/v1/api-keys", "Till"), 201);

		assertThat(Shop.read(answer, "$.scopes")).isEqualTo("[\"payments:read\",\"refunds:write\"]");
	}

	@Test
	void noCommandIsLeftOut() throws IOException {
		assertThat(commands()).filteredOn((command) -> !command.contains("…")).hasSize(4);
	}

	/** The body of what it is answered. */
	private String answered(String command, int status) throws Exception {
		Run run = run(command);
		assertThat(run.process().waitFor(Patience.LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
		assertThat(run.process().exitValue()).as(run.output()).isZero();
		assertThat(run.output()).matches(ANSWER);
		MatchResult answer = ANSWER.matcher(run.output()).results().findFirst().orElseThrow();
		assertThat(answer.group(1)).as(answer.group(2)).isEqualTo(Integer.toString(status));
		return answer.group(2);
	}

	private Run run(String command) throws IOException {
		System.out.println("The README: " + command.strip().replaceAll("(?s) -H .*", ""));
		Path output = Files.createTempFile(this.folder, "output-", ".txt");
		ProcessBuilder builder = new ProcessBuilder("sh", "-c",
				"exec " + command.strip().replace("localhost:8080", "localhost:" + this.port));
		builder.environment().put("OPERATOR_KEY", TestSecrets.OPERATOR_KEY);
		return new Run(builder.redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(output.toFile()).start(),
				output);
	}

	private static String command(String path, String part) throws IOException {
		return commands().stream()
			.filter((command) -> command.contains("localhost:8080" + path + " ") && command.contains(part)
					&& !command.contains("…"))
			.findFirst()
			.orElseThrow();
	}

	private static List<String> commands() throws IOException {
		return COMMAND.matcher(Files.readString(Path.of("README.md"))).results().map(MatchResult::group).toList();
	}

	/** A command under way, and where what it prints is kept. */
	private record Run(Process process, Path file) {

		String output() {
			try {
				return Files.readString(this.file);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
