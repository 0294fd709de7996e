package dev.sluice.architecture;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections to PostgreSQL are shared out by class of work, so whoever wants one says
 * which.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionsTests {

	/** Asks on a connection of its own, since it listens for as long as it lives. */
	private static final String LISTENER = "dev.sluice.postgres.notifications.Listening";

	private final JavaClasses outside = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.sluice")
		.that(JavaClass.Predicates.resideOutsideOfPackage("dev.sluice.postgres.."));

	@Test
	void nobodyIsGivenOneOfNoClass() {
		List<String> raw = List.of(ConnectionFactory.class.getName(), ConnectionPool.class.getName(),
				DatabaseClient.class.getName(), TransactionalOperator.class.getName());

		assertThat(this.outside).hasSizeGreaterThan(100)
			.allSatisfy(
					(type) -> assertThat(type.getConstructors()).flatExtracting((made) -> made.getRawParameterTypes())
						.extracting(JavaClass::getName)
						.doesNotContainAnyElementsOf(raw));
	}

	@Test
	void nobodyMakesOneButTheListener() {
		assertThat(this.outside).filteredOn((type) -> !type.getName().equals(LISTENER))
			.allSatisfy((type) -> assertThat(type.getDirectDependenciesFromSelf())
				.extracting((dependency) -> dependency.getTargetClass().getName())
				.doesNotContain(ConnectionFactory.class.getName(), ConnectionPool.class.getName()));
	}

}
