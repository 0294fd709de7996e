package dev.sluice;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.client.ClientCommands;
import dev.sluice.merchants.Administration;

import org.springframework.boot.SpringApplication;

/**
 * What the jar can be asked for beside running the gateway.
 *
 * @param output where the answers are printed
 */
record Commands(PrintStream output) {

	static final int DONE = 0;

	static final int FAILED = 1;

	static final int MISUSED = 2;

	/** Not an exit code: what was started goes on. */
	static final int RUNNING = -1;

	private static final String USAGE = """
			Usage: java -jar sluice.jar [command] [--property=value ...]

			  (no command)  run the gateway
			  migrate       bring the schema of the database up to date, then exit
			  restored      after the database was restored to an earlier moment, before a gateway
			                starts: let journals go on behind all that was shown of them
			  reconcile     compare the gateway's book with the processors' for a time, and list what
			                differs; it changes nothing. --help behind it shows its options
			  health [liveness|readiness]
			                ask the instance on this machine how it is, on the port of
			                management.server.port; the exit code is 0 if it is up
			  simulator     run the card processor for tests alone, without the gateway
			  emulate stripe|adyen
			                run the emulator of that processor alone, on server.port
			  secrets reseal
			                seal anew what is sealed under older keys, then exit
			  merchants, keys
			                make and change merchants and keys, then exit:
			%s
			  listen, trigger, replay
			                for a merchant's developers, who have a key of a gateway: post its
			                events to an address of yours, make one happen, post some once
			                more; each shows its options with --help
			  processors check
			                find out whether an account at a processor works, in test mode, by
			                payments that are given back; --help behind it shows its options
			  --help        show this

			A property is any of sluice.* or spring.*, for instance
			  --spring.r2dbc.url=r2dbc:postgresql://localhost:5432/sluice
			  --sluice.roles=api,feed (of api, feed, destinations, recovery, housekeeping)
			Each may as well come from the environment (SPRING_R2DBC_URL) or from application.yaml."""
		.formatted(Administration.USAGE.indent(16).stripTrailing());

	private static final String MIGRATE_AT_START = "--spring.flyway.enabled=";

	/** Nobody asks how these are, and they have no journal to tell of. */
	private static final List<String> ALONE = List.of("--management.server.port=-1",
			"--management.endpoint.health.group.readiness.include=readinessState,postgres",
			"--spring.web.resources.add-mappings=false", "--spring.web.resources.static-locations=");

	/** Whether the arguments name a command, so that the gateway is not to be run. */
	static boolean named(List<String> arguments) {
		return arguments.contains("--help") || (!arguments.isEmpty() && !arguments.getFirst().startsWith("--"));
	}

	/** Does what the arguments name and answers the exit code, or {@link #RUNNING}. */
	int run(List<String> arguments) {
		if (ClientCommands.has(arguments.getFirst())) {
			return ClientCommands.printingTo(this.output).run(arguments);
		}
		if (arguments.getFirst().equals("reconcile")) {
			return new ReconcileCommand(this.output, System.err).run(arguments.subList(1, arguments.size()));
		}
		String command = arguments.contains("--help") ? "--help" : arguments.getFirst();
		return switch (command) {
			case "migrate" -> migrate(arguments.subList(1, arguments.size()));
			case "simulator" -> simulator(arguments.subList(1, arguments.size()));
			case "emulate" -> emulate(arguments.subList(1, arguments.size()));
			case "restored" -> new RestoredCommand(this.output).run(arguments.subList(1, arguments.size()));
			case "health" ->
				new HealthCommand(this.output, System.getenv()).run(arguments.subList(1, arguments.size()));
			case "secrets" -> new SecretsCommand(this.output).run(arguments.subList(1, arguments.size()));
			case "merchants", "keys" -> new MerchantsCommand(this.output).run(arguments);
			case "--help", "-h", "help" -> usage(DONE);
			default -> {
				this.output.println("Sluice knows no command '" + command + "'.");
				yield usage(MISUSED);
			}
		};
	}

	/**
	 * Starts an application without beans: its environment is made and its database
	 * migrated as for the gateway, even where a start of the gateway does not migrate.
	 */
	private static int migrate(List<String> options) {
		SpringApplication application = CommandApplication.of(NoBeans.class);
		try {
			application.run(withMigration(options)).close();
			return DONE;
		}
		catch (RuntimeException ex) {
			// Its description has been printed already.
			return FAILED;
		}
	}

	private static int simulator(List<String> options) {
		return alone(StandaloneSimulator.class, Map.of(), Stream.of("--sluice.simulator.enabled=true"), options);
	}

	private int emulate(List<String> arguments) {
		String emulator = arguments.isEmpty() ? "" : arguments.getFirst();
		if (!StandaloneEmulator.EMULATORS.contains(emulator)) {
			this.output
				.println("Say which processor to emulate: " + String.join(" or ", StandaloneEmulator.EMULATORS) + ".");
			return usage(MISUSED);
		}
		return alone(StandaloneEmulator.class, StandaloneEmulator.DEFAULTS, StandaloneEmulator.options(emulator),
				arguments.subList(1, arguments.size()));
	}

	/** Defaults give way to whatever else is said. */
	private static int alone(Class<?> part, Map<String, Object> defaults, Stream<String> own, List<String> options) {
		SpringApplication application = new SpringApplication(part);
		application.setDefaultProperties(defaults);
		application.setMainApplicationClass(part);
		try {
			application
				.run(Stream.of(own, ALONE.stream(), options.stream()).flatMap((each) -> each).toArray(String[]::new));
			return RUNNING;
		}
		catch (RuntimeException ex) {
			// Its description has been printed already.
			return FAILED;
		}
	}

	private static String[] withMigration(List<String> options) {
		return Stream
			.concat(Stream.of(MIGRATE_AT_START + true),
					options.stream().filter((option) -> !option.startsWith(MIGRATE_AT_START)))
			.toArray(String[]::new);
	}

	private int usage(int exitCode) {
		this.output.println(USAGE);
		return exitCode;
	}

	/** An application that has nothing to run. */
	private static final class NoBeans {

	}

}
