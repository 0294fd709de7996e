package dev.sluice;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.payments.reconciliation.Finding;
import dev.sluice.payments.reconciliation.Reconciliation;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * Compares the book of the gateway with those of its processors, and lists what differs.
 * It finds both where the gateway finds them, and changes neither.
 *
 * @param output where the differences are printed
 * @param progress where it is printed how far it is, and what went wrong
 */
record ReconcileCommand(PrintStream output, PrintStream progress) {

	/** Beside what the gateway is told; what an operator says counts before these. */
	private static final Map<String, Object> DEFAULTS = Map.of("logging.threshold.console", "error",
			"spring.r2dbc.pool.initial-size", "0");

	/** A database that it had to start, or to migrate, itself, would not be the one. */
	private static final List<String> AS_IT_IS = List.of(CommandApplication.IN_A_DATABASE_THAT_IS_NAMED,
			"--spring.flyway.enabled=false");

	private static final int MOST_CAUSES = 3;

	/** Does it and answers the exit code. */
	int run(List<String> arguments) {
		if (arguments.contains("--help")) {
			this.output.println(ReconcileOptions.USAGE);
			return Commands.DONE;
		}
		try {
			return compare(ReconcileOptions.read(arguments));
		}
		catch (IllegalArgumentException ex) {
			this.progress.println(ex.getMessage());
			return Commands.MISUSED;
		}
	}

	private int compare(ReconcileOptions options) {
		SpringApplication application = CommandApplication.reactive(BooksAlone.class);
		application.setDefaultProperties(DEFAULTS);
		try (ConfigurableApplicationContext context = application.run(options.properties(AS_IT_IS))) {
			ReconcileReport report = new ReconcileReport(this.output, this.progress, options.asJson(),
					context.getBean(JsonMapper.class));
			try (Stream<Finding> findings = context.getBean(Reconciliation.class).run(options.wanted()).toStream(1)) {
				findings.forEach(report::add);
			}
			return report.end();
		}
		catch (IllegalArgumentException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.progress.println("That did not work, and what was printed is not all: " + causes(ex));
			this.progress.println("Look whether the command is given what the gateway is, such as spring.r2dbc.url.");
			return Commands.MISUSED;
		}
	}

	private static String causes(Throwable error) {
		return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
			.map((each) -> String.valueOf(each.getMessage()))
			.distinct()
			.limit(MOST_CAUSES)
			.collect(Collectors.joining(": "));
	}

	/**
	 * The database, processors and their accounts; nothing that runs by itself or is
	 * spoken to over HTTP.
	 */
	@ComponentScan(
			basePackages = { "dev.sluice.http.address", "dev.sluice.http.traces", "dev.sluice.payments.reconciliation",
					"dev.sluice.postgres", "dev.sluice.processors", "dev.sluice.secrets" },
			excludeFilters = @Filter(type = FilterType.REGEX,
					pattern = { ".*(Routes|Purge|Notices|Listening|ReplicaWatch)",
							"dev\\.sluice\\.processors\\.(accounts|notifications)\\..*" }))
	@ConfigurationPropertiesScan({ "dev.sluice.postgres", "dev.sluice.processors", "dev.sluice.secrets" })
	@EnableConfigurationProperties({ ServerProperties.class, WebFluxProperties.class })
	@ImportAutoConfiguration({ CodecsAutoConfiguration.class, JacksonAutoConfiguration.class,
			SslAutoConfiguration.class, WebClientAutoConfiguration.class })
	static final class BooksAlone {

	}

}
