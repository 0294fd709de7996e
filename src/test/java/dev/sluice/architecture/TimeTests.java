package dev.sluice.architecture;

import java.time.Clock;
import java.time.InstantSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Whose time it is: a machine's clock may be days off, and what is deleted, expires or is
 * decided for all instances must not go by it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeTests {

	private static final String CLOCK = "dev.sluice.postgres.clock";

	private static final String TYPE_ID = "dev.sluice.values.TypeId";

	/** The header that HTTP has for the machine's own time; nothing goes by it. */
	private static final String DATE_OF_ANSWERS = "dev.sluice.http.connection.AnswerHeaders";

	/** Runs on a machine of somebody else's, whose receivers go by its time as well. */
	private static final String CLIENT = "dev.sluice.client.ClientCommands";

	/**
	 * These say when something happened, when or how long ago that was or something was
	 * signed, or how much of a limit was given back since instances counted, by the clock
	 * that is the database's.
	 */
	private static final String[] MAY_TELL_THE_TIME = { CLOCK, "dev.sluice.client", "dev.sluice.client.posting",
			"dev.sluice.destinations", "dev.sluice.destinations.kafka", "dev.sluice.destinations.webhooks",
			"dev.sluice.emulators.adyen", "dev.sluice.emulators.notices", "dev.sluice.emulators.stripe.desk",
			"dev.sluice.journal.pressure", "dev.sluice.merchants.keys", "dev.sluice.merchants.limits",
			"dev.sluice.merchants.people", "dev.sluice.merchants.registry", "dev.sluice.payments",
			"dev.sluice.payments.figures", "dev.sluice.payments.processing", "dev.sluice.payments.search",
			"dev.sluice.processors.adyen", "dev.sluice.processors.notifications", "dev.sluice.processors.simulator",
			"dev.sluice.processors.stripe", "dev.sluice.simulator.callbacks" };

	private final JavaClasses code = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.sluice");

	@Test
	void nobodyAsksTheMachineForTheTime() {
		noClasses().that()
			.resideOutsideOfPackage(CLOCK)
			.and()
			.doNotHaveFullyQualifiedName(TYPE_ID)
			.and()
			.doNotHaveFullyQualifiedName(DATE_OF_ANSWERS)
			.and()
			.doNotHaveFullyQualifiedName(CLIENT)
			.should()
			.callMethodWhere(
					target(owner(nameMatching("java\\.time\\..*"))).and(target(nameMatching("now|system.*|tick.*"))))
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.dependOnClassesThat(nameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar)"))
			.check(this.code);
	}

	/** A statement that deletes or decides has the database's now(). */
	@Test
	void whoDeletesOrDecidesHasNoClock() {
		noClasses().that()
			.resideOutsideOfPackages(MAY_TELL_THE_TIME)
			.and()
			.doNotHaveFullyQualifiedName(TYPE_ID)
			.should()
			.dependOnClassesThat()
			.areAssignableTo(InstantSource.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Clock.class)
			.check(this.code);
	}

}
