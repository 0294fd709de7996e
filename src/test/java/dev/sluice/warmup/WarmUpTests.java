package dev.sluice.warmup;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An instance that rehearses before it says that it can serve. */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@TempDir
	private Path folder;

	@Test
	void leavesNothingBehind(CapturedOutput output) throws Exception {
		try (Instance instance = warmed(this.database, "sluice.warm-up.requests", "500")) {
			assertThat(instance.port()).isPositive();
			assertThat(answered(output)).isGreaterThanOrEqualTo(500);
			assertThat(schemas()).isEmpty();
			assertThat(this.rows.read("select from payments")).isEmpty();
			assertThat(this.rows.read("select from journal")).isEmpty();
		}
	}

	/** It serves meanwhile, but no load balancer sends it anything. */
	@Test
	void holdsUpThatTheInstanceIsReady() throws Exception {
		try (SluiceProcess process = rehearsing()) {
			assertThat(status(ports(process).get(1), "/actuator/health/readiness")).isEqualTo(503);
			assertThat(status(ports(process).get(1), "/actuator/health/liveness")).isEqualTo(200);
			assertThat(status(ports(process).getFirst(), "/v1/currencies")).isEqualTo(200);
			assertThat(process.output()).doesNotContain("Sluice is ready");

			process.terminate();

			assertThat(process.output()).doesNotContain("Sluice is ready", "Application run failed");
			assertThat(schemas()).isEmpty();
		}
	}

	@Test
	void takesAwayWhatWasLeftByAProcessThatWasKilled() throws Exception {
		try (SluiceProcess process = rehearsing()) {
			process.kill();
		}
		assertThat(schemas()).hasSize(1);

		await().atMost(PATIENCE).until(() -> {
			warmed(this.database, "sluice.warm-up.requests", "10").close();
			return schemas().isEmpty();
		});
	}

	@Test
	void endsAfterItsTime(CapturedOutput output) {
		try (Instance instance = warmed(this.database, "sluice.warm-up.time", "5s")) {
			assertThat(instance.port()).isPositive();
			assertThat(answered(output)).isPositive().isLessThan(50_000);
		}
	}

	@Test
	void leavesAloneWhatSomebodyUses() throws Exception {
		run("create schema sluice_warm_up_in_use");
		try (Connection user = this.database.dataSource().getConnection();
				Statement statement = user.createStatement()) {
			statement.execute("select pg_advisory_lock(hashtextextended('sluice_warm_up_in_use', 0))");

			warmed(this.database, "sluice.warm-up.requests", "10").close();

			assertThat(schemas()).containsExactly("sluice_warm_up_in_use");
		}
	}

	@Test
	void isLeftOutWhereTheRoleMayMakeNoSchema(CapturedOutput output) throws Exception {
		try (Instance instance = warmedAs("modest")) {
			assertThat(status(instance.port(), "/v1/currencies")).isEqualTo(200);
			assertThat(output).contains("It starts cold", "permission denied");
		}
		finally {
			drop("modest");
		}
	}

	/** Whose functions only a superuser may make. */
	@Test
	void leavesExtensionsWhereTheyAre(CapturedOutput output) throws Exception {
		run("create extension pgcrypto");
		run("create extension pg_stat_statements");
		try (Instance instance = warmedAs("clerk", "create on database " + this.database.name())) {
			assertThat(status(instance.port(), "/v1/currencies")).isEqualTo(200);
			assertThat(output).contains("Warm after").doesNotContain("It starts cold");
		}
		finally {
			drop("clerk");
		}
	}

	/** What is in it must not be mistaken for a rehearsal's. */
	@Test
	void isLeftOutWhereTheAddressOfTheDatabaseNamesASchema(CapturedOutput output) throws Exception {
		run("create schema shop");

		warmed(this.database, "spring.r2dbc.url", this.database.r2dbcUrl() + "?schema=shop").close();

		assertThat(output).contains("It starts cold", "names a schema");
		assertThat(this.rows.read("select from shop.payments")).isEmpty();
	}

	/** By a role that may use the tables, and has some more rights. */
	private Instance warmedAs(String role, String... rights) throws SQLException {
		Instance.start(this.database, Map.of()).close();
		run("create role %1$s login password '%1$s'".formatted(role));
		run("grant select, insert, update, delete on all tables in schema public to " + role);
		for (String right : rights) {
			run("grant %s to %s".formatted(right, role));
		}
		TestDatabase asRole = new TestDatabase(this.database.host(), this.database.port(), this.database.name(), role,
				role);
		return Instance.start(asRole, Map.of("sluice.warm-up.enabled", "true", "sluice.warm-up.requests", "10",
				"spring.flyway.enabled", "false"));
	}

	private void drop(String role) throws SQLException {
		run("drop owned by " + role);
		run("drop role " + role);
	}

	/** A process in the midst of it. */
	private SluiceProcess rehearsing() throws Exception {
		SluiceProcess process = SluiceProcess.start(this.folder,
				this.database.arguments("--sluice.demo.enabled=true", "--server.port=0", "--management.server.port=0",
						"--sluice.warm-up.enabled=true", "--sluice.warm-up.time=1h",
						"--sluice.warm-up.requests=1000000000"));
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(ports(process)).as(process.output()).hasSizeGreaterThan(2));
		await().atMost(PATIENCE).until(() -> schemas().size() == 1 && hasPayments(schemas().getFirst()));
		return process;
	}

	private boolean hasPayments(String schema) throws SQLException {
		return !this.rows.read("select from %s.payments limit 1".formatted(schema)).isEmpty();
	}

	/** The instance's own, that of the probes, and the rehearsal's. */
	private static List<Integer> ports(SluiceProcess process) {
		return PORT.matcher(process.output()).results().map((port) -> Integer.parseInt(port.group(1))).toList();
	}

	private static Instance warmed(TestDatabase database, String name, String value) {
		Map<String, String> properties = new HashMap<>(Map.of("sluice.warm-up.enabled", "true"));
		properties.put(name, value);
		return Instance.start(database, properties);
	}

	private static int answered(CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains("Warm after"))
			.map((line) -> line.replaceFirst(".*: (\\d+) requests were answered", "$1"))
			.mapToInt(Integer::parseInt)
			.sum();
	}

	private List<String> schemas() throws SQLException {
		return this.rows.read("select nspname from pg_namespace where nspname like 'sluice_warm_up_%'")
			.stream()
			.map((row) -> row.text(0))
			.toList();
	}

	private static int status(int port, String path) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
					.header("Authorization", "Bearer sk_demo_sluice")
					.build(), BodyHandlers.discarding())
				.statusCode();
		}
	}

	private void run(String sql) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
