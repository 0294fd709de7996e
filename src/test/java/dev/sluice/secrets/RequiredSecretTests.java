package dev.sluice.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** What is a secret, and what only looks like one. */
class RequiredSecretTests {

	private static final String SOUND = "9k2OwUdrvrEbGvWpE1m1Tn0cRC3N0cBo1ZP1zXl5YvU=";

	/** Keys and tokens by what they begin with, and whatever has 32 bytes in Base64. */
	private static final Pattern SECRET = Pattern
		.compile("\\b(?:sk|sim|whsec)_[A-Za-z0-9_]{8,}|(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=");

	@Test
	void findsNothingWrongWithWhatOpensslDraws() {
		assertThat(faults(keys("k1", Map.of("k1", SOUND)))).isEmpty();
		assertThat(faults(keys("2026-11", Map.of("2026-11", SOUND + "\n")))).isEmpty();
	}

	@Test
	void namesWhatIsNotSet() {
		assertThat(faults(new MockEnvironment())).containsExactly("sluice.secrets.current: It is not set");
		assertThat(faults(keys("", Map.of("k1", "")))).containsExactly("sluice.secrets.current: It is not set",
				"sluice.secrets.keys.k1: It is not set");
		assertThat(faults(keys("k2", Map.of("k1", SOUND)))).singleElement()
			.asString()
			.contains("sluice.secrets.keys.k2 is not set");
	}

	@Test
	void takesNothingElseForAKey() {
		assertThat(weakness("k1", "not base64!")).isEqualTo("It is no Base64");
		assertThat(weakness("k1", "c2hvcnQ=")).startsWith("It is 5 bytes long");
		assertThat(weakness("k1", "A".repeat(43) + "=")).isEqualTo("It was not drawn by lot");
		assertThat(weakness("K 1", SOUND)).startsWith("The id of a key");
		assertThat(weakness("k".repeat(33), SOUND)).startsWith("The id of a key");
	}

	@Test
	void refusesADatabasePasswordThatEverybodyCanRead() {
		MockEnvironment environment = keys("k1", Map.of("k1", SOUND)).withProperty("spring.r2dbc.password", "sluice");

		assertThat(faults(environment)).singleElement().asString().startsWith("spring.r2dbc.password: It is set to");
	}

	@Test
	void asksForTextsThatNobodyFindsByTrying() {
		MockEnvironment environment = new MockEnvironment().withProperty("short", "x".repeat(31))
			.withProperty("long", "x".repeat(32));

		assertThat(RequiredSecret.needed(environment, "short", "").fault()).startsWith("It is shorter than 32");
		assertThat(RequiredSecret.needed(environment, "long", "").fault()).isNull();
		assertThat(RequiredSecret.needed(environment, "none", "").fault()).isEqualTo("It is not set");
		assertThat(RequiredSecret.optional(environment, "none", "").fault()).isNull();
		assertThat(RequiredSecret.optional(environment, "short", "").fault()).isNotNull();
	}

	@Test
	void showsNoSecret() {
		MockEnvironment environment = new MockEnvironment().withProperty("some", "a secret that is long enough for it");

		assertThat(RequiredSecret.needed(environment, "some", "")).hasToString("RequiredSecret[some]");
		assertThat(new SealSettings("k1", Map.of("k1", SOUND))).hasToString("SealSettings[current=k1, keys=[k1]]");
	}

	/** Whoever adds an example to a document adds it to the published secrets. */
	@Test
	void knowsAllSecretsThatDocumentsAndExamplesPrint() throws IOException {
		List<String> printed = printed();

		assertThat(printed).contains("sk_demo_sluice", "sim_demo_secret", "sim_callback_secret")
			.allSatisfy((secret) -> assertThat(PublishedSecrets.contains(secret)).as(secret).isTrue());
	}

	private static List<String> printed() throws IOException {
		try (Stream<Path> docs = Files.walk(Path.of("docs"));
				Stream<Path> resources = Files.walk(Path.of("src/main/resources"));
				Stream<Path> top = Files.list(Path.of(""))) {
			return Stream.of(docs, resources, top)
				.flatMap((files) -> files)
				.filter((file) -> file.toString().matches(".*\\.(md|ya?ml|properties|sql)"))
				.flatMap(RequiredSecretTests::secrets)
				.collect(Collectors.toCollection(TreeSet::new))
				.stream()
				.toList();
		}
	}

	private static Stream<String> secrets(Path file) {
		try {
			return SECRET.matcher(Files.readString(file)).results().map(MatchResult::group).toList().stream();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String weakness(String id, String key) {
		return String.valueOf(SealingKeys.weakness(id, key));
	}

	private static List<String> faults(MockEnvironment environment) {
		environment.setProperty("spring.r2dbc.url", "r2dbc:postgresql://localhost/sluice");
		environment.setProperty("spring.r2dbc.username", "sluice");
		return new OwnSecrets().in(environment)
			.filter((secret) -> secret.fault() != null)
			.map((secret) -> secret.property() + ": " + secret.fault())
			.toList();
	}

	private static MockEnvironment keys(String current, Map<String, String> keys) {
		MockEnvironment environment = new MockEnvironment().withProperty("sluice.secrets.current", current);
		keys.forEach((id, key) -> environment.setProperty("sluice.secrets.keys." + id, key));
		return environment;
	}

}
