package dev.sluice.roles;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an instance does by itself: from time to time, or for as long as it runs. Whoever
 * adds to that says which role has to do it, or that every instance has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DutyTests {

	private static final Map<Role, Set<String>> DUTIES = Map.of(Role.API, Set.of("Consumers", "WarmUp"), Role.FEED,
			Set.of("EventStreams", "WarmUp"), Role.DESTINATIONS, Set.of("Couriers", "Holding", "LagGauges", "Relay"),
			Role.RECOVERY, Set.of("InboxSweep", "Recovery"), Role.HOUSEKEEPING,
			Set.of("DeliveryPurge", "Housekeeping", "Retention", "ReturnPurge", "TableStatistics", "VaultPurge"));

	/**
	 * What each has to do for itself (its threads, its memory, its connections, its
	 * clock), for those whom it lets in (when their keys and sessions were used, and
	 * whether they still may), for what it asked of a processor or noted of a
	 * destination, and so that it is seen also where nobody recovers anything; and what
	 * is there for demo mode and for emulators.
	 */
	private static final Set<String> OF_EVERY_INSTANCE = Set.of("AnswerMemory", "Circuit", "ClockReadings",
			"DemoMerchant", "DueGauges", "DueSweep", "DueTasks", "GroupCommit", "Handover", "Herald", "LastUses",
			"LateRequests", "Listening", "Load", "Notices", "RepeatedRefusals", "ReplicaWatch", "SessionUses",
			"Standing", "Wakeups");

	private final JavaClasses code = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.sluice");

	@Test
	void areSomebodysOrEveryInstances() {
		assertThat(duties().filter(Predicate.not(DutyTests::isOfSomeRoles)).map(JavaClass::getSimpleName))
			.containsExactlyInAnyOrderElementsOf(OF_EVERY_INSTANCE);
	}

	@ParameterizedTest
	@EnumSource
	void areDoneWhereTheirRoleIs(Role role) {
		Set<String> found = components(role.label());

		Set<String> ofSomeRoles = duties().filter(DutyTests::isOfSomeRoles)
			.map(JavaClass::getSimpleName)
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(ofSomeRoles).filteredOn(found::contains).containsExactlyInAnyOrderElementsOf(DUTIES.get(role));
	}

	@Test
	void areAllDoneWhereAllRolesAre() {
		assertThat(components("api,feed,destinations,recovery,housekeeping"))
			.containsAll(duties().filter(DutyTests::isOfSomeRoles).map(JavaClass::getSimpleName).toList());
	}

	private Stream<JavaClass> duties() {
		return this.code.stream()
			.filter((type) -> type.isAssignableTo(Lifecycle.class) || type.isAssignableTo(ApplicationRunner.class)
					|| type.getMethods().stream().anyMatch((method) -> method.isAnnotatedWith(Scheduled.class))
					|| isAlarm(type));
	}

	/** Whether it does something again and again. */
	private static boolean isAlarm(JavaClass type) {
		return type.getMethodCallsFromSelf()
			.stream()
			.anyMatch((call) -> call.getTargetOwner().isEquivalentTo(Flux.class) && call.getName().equals("interval"));
	}

	private static boolean isOfSomeRoles(JavaClass type) {
		return type.isAnnotatedWith(ConditionalOnRole.class);
	}

	/** The components that such an instance has, as Spring finds them. */
	private static Set<String> components(String roles) {
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("sluice.roles", roles, "sluice.destinations.kafka.bootstrap-servers", "kafka:9092")));
		return new ClassPathScanningCandidateComponentProvider(true, environment).findCandidateComponents("dev.sluice")
			.stream()
			.map((component) -> String.valueOf(component.getBeanClassName()))
			.map((name) -> name.substring(name.lastIndexOf('.') + 1))
			.collect(Collectors.toSet());
	}

}
