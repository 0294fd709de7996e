package dev.sluice;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.sluice.journal.epochs.Epochs;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * What is to be done once after the database was restored to an earlier moment, before a
 * gateway starts on it.
 *
 * @param output where it is printed what came of it
 */
record RestoredCommand(PrintStream output) {

	private static final Duration TIMEOUT = Duration.ofMinutes(10);

	/** Does it and answers the exit code. */
	int run(List<String> options) {
		SpringApplication application = CommandApplication.reactive(EpochsAlone.class);
		String[] all = Stream.concat(options.stream(), Stream.of(CommandApplication.IN_A_DATABASE_THAT_IS_NAMED))
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = application.run(all)) {
			long journals = Objects.requireNonNull(context.getBean(Epochs.class).begin().block(TIMEOUT));
			this.output.println(journals + " journals go on behind all that was shown of them. "
					+ "Readers who have seen what is undone are told so when they come back.");
			return Commands.DONE;
		}
		catch (RuntimeException ex) {
			this.output.println("That did not work: " + ex.getMessage() + " What was begun stays so; run it again.");
			return Commands.FAILED;
		}
	}

	/**
	 * Journals and the database; nothing that runs by itself or is spoken to over HTTP.
	 */
	@ComponentScan(basePackages = { "dev.sluice.journal.epochs", "dev.sluice.postgres" },
			excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*(Listening|ReplicaWatch)"))
	@ConfigurationPropertiesScan("dev.sluice.postgres")
	static final class EpochsAlone {

	}

}
