package dev.sluice.roles;

import java.nio.file.Path;
import java.util.Map;

import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How an instance is told its roles. */
class RolesTests {

	@Test
	void areAllWhereNothingIsSaid() {
		Roles roles = Roles.of(new StandardEnvironment());

		assertThat(roles.areAll()).isTrue();
		assertThat(roles.held()).containsExactlyInAnyOrder(Role.values());
	}

	@Test
	void areAllWhereAllAreNamed() {
		Roles roles = roles("api,feed,destinations,recovery,housekeeping");

		assertThat(roles.areAll()).isTrue();
		assertThat(roles.haveAny(Role.FEED)).isTrue();
	}

	@Test
	void areThoseThatAreNamedInAnyOrder() {
		Roles roles = roles("recovery, api");

		assertThat(roles.held()).containsExactlyInAnyOrder(Role.API, Role.RECOVERY);
		assertThat(roles.areAll()).isFalse();
		assertThat(roles.haveAny(Role.FEED, Role.RECOVERY)).isTrue();
		assertThat(roles.haveAny(Role.FEED, Role.HOUSEKEEPING)).isFalse();
		assertThat(roles.labels()).isEqualTo("api, recovery");
	}

	@Test
	void mayBeAListOfAFile() {
		Roles roles = Roles.of(environment(Map.of("sluice.roles[0]", "feed", "sluice.roles[1]", "destinations")));

		assertThat(roles.held()).containsExactlyInAnyOrder(Role.FEED, Role.DESTINATIONS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void areNotNone(String value) {
		assertThatExceptionOfType(UnfitRolesException.class).isThrownBy(() -> roles(value))
			.withMessage("sluice.roles names no role.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			api,cashier | 'cashier'
			API         | 'API'
			api,,feed   | ''
			""", quoteCharacter = '"')
	void areNotUnknown(String value, String unknown) {
		assertThatExceptionOfType(UnfitRolesException.class).isThrownBy(() -> roles(value))
			.withMessage("sluice.roles names " + unknown + ", which is no role.");
	}

	@Test
	void areNamedOnce() {
		assertThatExceptionOfType(UnfitRolesException.class).isThrownBy(() -> roles("api,feed,api"))
			.withMessage("sluice.roles names api twice.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--sluice.roles=api,cashier                     | sluice.roles names 'cashier', which is no role.
			--sluice.roles=                                | sluice.roles names no role.
			--sluice.roles[0]=feed --sluice.roles[1]=feed  | sluice.roles names feed twice.
			""", quoteCharacter = '"')
	void thatAreNoneStopTheStartWithAWordToWhoeverStartsIt(String arguments, String word, @TempDir Path folder)
			throws Exception {
		String[] all = ("--server.port=0 --sluice.demo.enabled=true " + arguments).split(" ", -1);
		try (SluiceProcess process = SluiceProcess.start(folder, TestDatabase.create().arguments(all))) {
			assertThat(process.awaitExit()).isNotZero();

			assertThat(process.output())
				.contains("APPLICATION FAILED TO START", word,
						"Name some of api, feed, destinations, recovery, housekeeping, each once")
				.doesNotContain("\tat ");
		}
	}

	private static Roles roles(String value) {
		return Roles.of(environment(Map.of("sluice.roles", value)));
	}

	private static ConfigurableEnvironment environment(Map<String, Object> properties) {
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		return environment;
	}

}
