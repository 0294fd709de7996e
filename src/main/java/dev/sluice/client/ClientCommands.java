package dev.sluice.client;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import dev.sluice.client.connection.Limits;
import dev.sluice.client.gateway.Refusal;
import dev.sluice.client.gateway.Troubles;

/** The commands for whoever has a key of a gateway that runs elsewhere. */
public final class ClientCommands {

	static final int DONE = 0;

	static final int FAILED = 1;

	static final int MISUSED = 2;

	private static final Set<String> NAMES = Set.of("listen", "trigger", "replay", "processors");

	private final Surroundings surroundings;

	ClientCommands(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	/** Those of this process, which print there. */
	public static ClientCommands printingTo(PrintStream output) {
		return new ClientCommands(new Surroundings(output, System.getenv(), Path.of(System.getProperty("user.home")),
				Clock.system(ZoneId.systemDefault()), Limits.USUAL));
	}

	/** Whether there is one of this name. */
	public static boolean has(String name) {
		return NAMES.contains(name);
	}

	/**
	 * Does what the arguments say.
	 * @param arguments the name of a command and what stands behind it
	 * @return the exit code: 0 where it is done, 1 where it did not work, 2 where it
	 * cannot be understood
	 */
	public int run(List<String> arguments) {
		String command = arguments.getFirst();
		List<String> rest = arguments.subList(1, arguments.size());
		if (rest.contains("--help") || rest.contains("-h")) {
			this.surroundings.output().println(Help.of(command));
			return DONE;
		}
		try {
			return run(command, rest);
		}
		catch (Misuse ex) {
			return end(MISUSED, ex.getMessage() + "\n'" + command + " --help' tells more.");
		}
		catch (UncheckedIOException ex) {
			return end(FAILED, String.valueOf(ex.getMessage()));
		}
		catch (IOException ex) {
			return end((ex instanceof Refusal refusal && refusal.isMisuse()) ? MISUSED : FAILED, Troubles.words(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return FAILED;
		}
	}

	private int run(String command, List<String> rest) throws IOException, InterruptedException {
		return switch (command) {
			case "listen" -> Listen.run(Arguments.read(rest, Listen.OPTIONS, 0), this.surroundings);
			case "replay" -> Replay.run(Arguments.read(rest, Replay.OPTIONS, 0), this.surroundings);
			case "trigger" -> Trigger.run(Arguments.read(rest, Trigger.OPTIONS, 1), this.surroundings);
			case "processors" -> ProcessorCheck.run(Arguments.read(rest, ProcessorCheck.OPTIONS, 1), this.surroundings);
			default -> throw new IllegalArgumentException("There is no such command");
		};
	}

	private int end(int code, String words) {
		this.surroundings.output().println(words);
		return code;
	}

}
