package dev.sluice.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The rooms of modules: how large they are, who uses whom, and which one is pure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTests {

	private static final int TOO_MANY_FILES = 20;

	private static final Set<String> NOT_OURS = Set.of("node_modules", "target", "vendor");

	/** They follow one another, and none is ever taken away. */
	private static final String MIGRATIONS = "migration";

	private final List<Room> rooms = Room.all();

	private final JavaClasses code = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.sluice");

	@ParameterizedTest
	@ValueSource(strings = { "src/main", "src/test", "frontend", "bench" })
	void noFolderIsCrowded(Path tree) throws IOException {
		try (Stream<Path> found = Files.walk(tree)) {
			Map<Path, Long> counts = found.filter(Files::isRegularFile)
				.filter(RoomsTests::isOurs)
				.collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
			var _ = counts.keySet().removeIf((folder) -> folder.endsWith(MIGRATIONS));

			assertThat(counts).isNotEmpty()
				.allSatisfy((folder, files) -> assertThat(files).as(folder + " holds").isLessThan(TOO_MANY_FILES));
		}
	}

	@Test
	void roomsUseThoseThatTheySayAndNoOthers() {
		assertThat(this.rooms).hasSizeGreaterThan(20)
			.allSatisfy((room) -> assertThat(used(room)).as(room.name() + " uses")
				.containsExactlyInAnyOrderElementsOf(room.rooms()));
	}

	@Test
	void noRoomIsUsedByOneThatItUses() {
		Map<String, Room> byName = Blueprint.byName(this.rooms);

		assertThat(this.rooms)
			.allSatisfy((room) -> assertThat(Blueprint.reached(room, Room::rooms, byName)).doesNotContain(room.name()));
	}

	@Test
	void modulesUseAllThatTheySay() {
		assertThat(this.rooms).filteredOn(Room::isModule)
			.hasSizeGreaterThan(5)
			.allSatisfy((module) -> assertThat(usedModules(module)).as(module.name() + " uses")
				.containsExactlyInAnyOrderElementsOf(module.modules()));
	}

	static Stream<String> pureRooms() {
		return Stream.of("payments.lifecycle", "payments.words", "simulator.issuer", "emulators.adyen.cards",
				"emulators.adyen.ledger");
	}

	@ParameterizedTest
	@MethodSource("pureRooms")
	void pureRoomsKnowNoFramework(String room) {
		classes().that()
			.resideInAPackage(Room.ROOT + "." + room)
			.and()
			.doNotHaveSimpleName("package-info")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(Stream.concat(pureRooms().map((pure) -> Room.ROOT + "." + pure),
					Stream.of("dev.sluice.values", "java.lang..", "java.util", "java.util.function", "java.util.stream",
							"java.time", "com.fasterxml.jackson.annotation", "org.jspecify.annotations"))
				.toArray(String[]::new))
			.check(this.code);
	}

	@ParameterizedTest
	@MethodSource("pureRooms")
	void pureRoomsReadNoClockAndDrawNothing(String room) {
		noClasses().that()
			.resideInAPackage(Room.ROOT + "." + room)
			.should()
			.dependOnClassesThat()
			.haveNameMatching("java\\.time\\.(Clock|InstantSource)"
					+ "|java\\.util\\.(Random|SplittableRandom|Date|Calendar|Timer|TimerTask)|java\\.lang\\.Thread")
			.orShould()
			.callMethodWhere(target(owner(resideInAPackage("java.time"))).and(target(nameMatching("now"))))
			.orShould()
			.callMethodWhere(target(nameMatching("currentTimeMillis|nanoTime|randomUUID")))
			.orShould()
			.callMethod(Math.class, "random")
			.orShould()
			.callMethod(TypeId.class, "next")
			.check(this.code);
	}

	/** A processor does not decide what becomes of a payment. */
	@Test
	void processorsSeeOfPaymentsTheirPortAndItsWordsAlone() {
		Set<String> seen = this.code.stream()
			.filter((type) -> Room.moduleOf(Room.nameOf(type.getPackageName())).equals("processors"))
			.flatMap((type) -> type.getDirectDependenciesFromSelf().stream())
			.map((dependency) -> Room.nameOf(dependency.getTargetClass().getPackageName()))
			.filter((room) -> Room.moduleOf(room).equals("payments"))
			.collect(Collectors.toSet());

		assertThat(seen).containsExactlyInAnyOrder("payments.port", "payments.words");
	}

	@Test
	void anEventDoesNotKnowThePaymentThatIsMadeOfIt() {
		noClasses().that()
			.areAssignableTo(PaymentEvent.class)
			.should()
			.dependOnClassesThat()
			.areAssignableTo(Payment.class)
			.check(this.code);
	}

	private static boolean isOurs(Path file) {
		return !file.endsWith("package-info.java")
				&& Stream.of(file.toString().split("[/\\\\]")).noneMatch(NOT_OURS::contains);
	}

	/**
	 * The other packages of its module whose classes it refers to; of a constant there is
	 * nothing left but its import.
	 */
	private Set<String> used(Room room) {
		Stream<String> referred = this.code.stream()
			.filter((type) -> Room.nameOf(type.getPackageName()).equals(room.name()))
			.flatMap((type) -> type.getDirectDependenciesFromSelf().stream())
			.map((dependency) -> Room.nameOf(dependency.getTargetClass().getPackageName()));
		return Stream.concat(referred, room.imported().stream())
			.filter((name) -> !name.equals(room.name()) && Room.moduleOf(name).equals(room.module()))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private Set<String> usedModules(Room module) {
		Set<String> modules = this.rooms.stream().map(Room::module).collect(Collectors.toSet());
		return this.code.stream()
			.filter((type) -> Room.moduleOf(Room.nameOf(type.getPackageName())).equals(module.name()))
			.flatMap((type) -> type.getDirectDependenciesFromSelf().stream())
			.filter((dependency) -> dependency.getTargetClass().getPackageName().startsWith(Room.ROOT + "."))
			.map((dependency) -> Room.moduleOf(Room.nameOf(dependency.getTargetClass().getPackageName())))
			.filter((name) -> modules.contains(name) && !name.equals(module.name()))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
