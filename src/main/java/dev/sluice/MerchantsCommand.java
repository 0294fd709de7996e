package dev.sluice;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.merchants.Administration;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * Makes and changes merchants and keys in the database, as long as nobody has a key to do
 * it with over HTTP.
 *
 * @param output where it is printed what came of it
 */
record MerchantsCommand(PrintStream output) {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/** Does what the arguments say and answers the exit code. */
	int run(List<String> arguments) {
		SpringApplication application = CommandApplication.reactive(RegistryAlone.class);
		String[] all = Stream.concat(arguments.stream(), Stream.of(CommandApplication.IN_A_DATABASE_THAT_IS_NAMED))
			.toArray(String[]::new);
		DefaultApplicationArguments read = new DefaultApplicationArguments(all);
		try (ConfigurableApplicationContext context = application.run(all)) {
			this.output.println(Objects.requireNonNull(context.getBean(Administration.class)
				.run(read.getNonOptionArgs(),
						(name) -> Optional.ofNullable(read.getOptionValues(name))
							.flatMap((values) -> values.stream().findFirst()))
				.block(TIMEOUT)));
			return Commands.DONE;
		}
		catch (IllegalArgumentException ex) {
			this.output.println(ex.getMessage());
			return Commands.MISUSED;
		}
		catch (RuntimeException ex) {
			this.output.println("That did not work: " + ex.getMessage());
			return Commands.FAILED;
		}
	}

	/**
	 * Merchants, keys and their audit; nothing that runs by itself or is spoken to over
	 * HTTP.
	 */
	@ComponentScan(
			basePackages = { "dev.sluice.merchants.audit", "dev.sluice.merchants.keys", "dev.sluice.merchants.registry",
					"dev.sluice.postgres" },
			excludeFilters = @Filter(type = FilterType.REGEX,
					pattern = ".*(Routes|ApiKeys|KnownKeys|LastUses|Listening|ReplicaWatch)"))
	@ConfigurationPropertiesScan({ "dev.sluice.merchants.keys", "dev.sluice.postgres" })
	@ImportAutoConfiguration(JacksonAutoConfiguration.class)
	static final class RegistryAlone {

	}

}
