package dev.sluice.client;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.sluice.client.connection.Limits;
import dev.sluice.testing.Patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A command on a thread of its own, until it ends or is closed. */
final class RunningCommand implements AutoCloseable {

	/** In a hurry, so that a test does not wait for pauses. */
	static final Limits HURRIED = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45),
			1 << 20, 4 << 20, Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofHours(1), 4,
			Duration.ofSeconds(30));

	/** As well, and soon takes a silent stream for lost. */
	static final Limits EARS = new Limits(HURRIED.connect(), HURRIED.answer(), Duration.ofMillis(500),
			HURRIED.eventBytes(), HURRIED.answerBytes(), HURRIED.firstPause(), HURRIED.longestPause(),
			HURRIED.longestWish(), HURRIED.tries(), HURRIED.patience());

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final CompletableFuture<Integer> exit = new CompletableFuture<>();

	private final Thread thread;

	private RunningCommand(Path home, Limits limits, Map<String, String> variables, List<String> arguments) {
		PrintStream output = new PrintStream(this.printed, true, StandardCharsets.UTF_8);
		ClientCommands commands = new ClientCommands(
				new Surroundings(output, variables, home, Clock.systemUTC(), limits));
		this.thread = Thread.ofPlatform().start(() -> {
			try {
				this.exit.complete(commands.run(arguments));
			}
			catch (RuntimeException | Error ex) {
				this.exit.completeExceptionally(ex);
			}
		});
	}

	/** With the key in the environment. */
	static RunningCommand start(Path home, String key, String... arguments) {
		return start(home, HURRIED, key, arguments);
	}

	static RunningCommand start(Path home, Limits limits, String key, String... arguments) {
		return new RunningCommand(home, limits, Map.of("SLUICE_API_KEY", key), List.of(arguments));
	}

	/** To its end, without a key; what it printed is behind its exit code. */
	static String run(Path home, String... arguments) {
		try (RunningCommand command = new RunningCommand(home, HURRIED, Map.of(), List.of(arguments))) {
			return command.awaitExit() + "\n" + command.printed();
		}
	}

	int awaitExit() {
		return this.exit.orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS).join();
	}

	void awaitPrinted(String text) {
		await().until(() -> printed().contains(text) || this.exit.isDone());
		assertThat(printed()).contains(text);
	}

	String printed() {
		return this.printed.toString(StandardCharsets.UTF_8);
	}

	/** How many of the lines have these words. */
	long lines(String words) {
		return printed().lines().filter((line) -> line.contains(words)).count();
	}

	/** As Ctrl-C does. */
	void interrupt() {
		this.thread.interrupt();
	}

	@Override
	public void close() {
		this.thread.interrupt();
		await().until(() -> !this.thread.isAlive());
	}

}
