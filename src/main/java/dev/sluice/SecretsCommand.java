package dev.sluice;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.sluice.secrets.Resealing;
import dev.sluice.secrets.SealedColumn;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * Seals anew what is sealed under older keys, and says when those can be taken away.
 *
 * @param output where that is printed
 */
record SecretsCommand(PrintStream output) {

	private static final String RESEAL = "reseal";

	private static final Set<String> NO_SUCH_TABLE_OR_COLUMN = Set.of("42P01", "42703");

	/** A rotation is no rollout. */
	private static final String NO_MIGRATION = "--spring.flyway.enabled=false";

	/** Does what the arguments say and answers the exit code. */
	int run(List<String> arguments) {
		if (arguments.isEmpty() || !arguments.getFirst().equals(RESEAL)) {
			this.output.println("Say 'secrets reseal'.");
			return Commands.MISUSED;
		}
		List<String> options = new ArrayList<>(arguments.subList(1, arguments.size()));
		options.addFirst(NO_MIGRATION);
		SpringApplication application = CommandApplication.of(SealedColumnsAlone.class);
		try (ConfigurableApplicationContext context = application.run(options.toArray(String[]::new))) {
			return report(context.getBean(Resealing.class).run());
		}
		catch (SQLException ex) {
			this.output.println(NO_SUCH_TABLE_OR_COLUMN.contains(ex.getSQLState())
					? "The schema is older than this program: run 'migrate' first. " + ex.getMessage()
					: "The database cannot be used: " + ex.getMessage());
			return Commands.FAILED;
		}
		catch (RuntimeException ex) {
			// Its description has been printed already.
			return Commands.FAILED;
		}
	}

	private int report(Resealing.Report report) {
		report.faults().forEach((fault) -> this.output.println("Left as it is: " + fault));
		this.output.println(report.anew() + " values were sealed anew.");
		TreeSet<String> keys = new TreeSet<>(report.values().keySet());
		keys.add(report.current());
		keys.forEach((key) -> this.output.println("Under " + (key.isEmpty() ? "no key" : "the key '" + key + "'") + ": "
				+ report.values().getOrDefault(key, 0L) + (key.equals(report.current()) ? " (current)" : "")));
		this.output.println((report.left() == 0)
				? "All is under the current key: others can be taken away once no instance seals with them."
				: report.left() + " are left under other keys, which must stay; run this again when it is mended.");
		return (report.left() == 0) ? Commands.DONE : Commands.FAILED;
	}

	/** Keys, and the columns that modules seal; nothing that runs. */
	@ComponentScan(basePackages = "dev.sluice", useDefaultFilters = false,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = SealedColumn.class))
	@ComponentScan("dev.sluice.secrets")
	@ConfigurationPropertiesScan("dev.sluice.secrets")
	static final class SealedColumnsAlone {

	}

}
