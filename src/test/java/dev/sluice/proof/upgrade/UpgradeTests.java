package dev.sluice.proof.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

import dev.sluice.proof.Books;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.proof.Follower;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The version before gives way to this one as operators have it: its schema is migrated
 * under it, both serve on that for a while, then the one before ends. Its jar is made by
 * {@code .github/scripts/build-previous}. The system property {@code proof.payments} says
 * how many payments each of the steps meets.
 */
class UpgradeTests {

	private static final Path PREVIOUS = Path.of("target", "previous", "sluice.jar").toAbsolutePath();

	private static final String MISSING = "no version before: .github/scripts/build-previous makes it";

	private static final int AT_ONCE = 6;

	@TempDir
	private Path folder;

	private final TestDatabase database = TestDatabase.create();

	private final TestDatabase book = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private final int portBefore = Ports.free();

	private final int port = Ports.free();

	@Test
	void nobodyNoticesThatTheVersionBeforeGivesWay() throws Exception {
		boolean built = Files.exists(PREVIOUS);
		assertThat(built || System.getenv("CI") == null).as(MISSING).isTrue();
		assumeTrue(built, MISSING);
		long seed = Campaign.seed();
		int payments = Integer.getInteger("proof.payments", 15);
		List<Integer> ports = List.of(this.portBefore, this.port);
		Campaign campaign = new Campaign(seed, new Client(ports), AT_ONCE);
		try (SluiceProcess simulator = startSimulator();
				SluiceProcess before = SluiceProcess
					.startJar(PREVIOUS, this.folder, gateway(simulator, this.portBefore))
					.awaitOutput("Sluice is ready.");
				Follower follower = Follower.restless(ports, new Random(seed))) {
			long installed = version();
			var _ = campaign.start(payments);
			migrate();
			var _ = campaign.start(payments).await();
			assertThat(version()).as("of the schema, which it is to migrate: renew .github/previous-version")
				.isGreaterThan(installed);

			try (SluiceProcess now = SluiceProcess.start(this.folder, gateway(simulator, this.port))) {
				var _ = now.awaitOutput("Sluice is ready.");
				var _ = campaign.start(2 * payments).await();
				var _ = campaign.start(payments);
				before.terminate();
				areSound(campaign.await(), simulator);
				follower.hasSeenAllUpTo(last());
				assertThat(now.output()).doesNotContain(" ERROR ");
				System.out.printf("From version %d of the schema to %d: %d payments, %d events%n", installed, version(),
						5 * payments, last());
			}
		}
	}

	private SluiceProcess startSimulator() throws IOException {
		return SluiceProcess
			.start(this.folder, this.book.arguments("simulator", "--server.port=0",
					"--sluice.simulator.pending-delay=300ms", "--sluice.simulator.challenge-validity=2s"))
			.awaitOutput("Started StandaloneSimulator");
	}

	private String[] gateway(SluiceProcess simulator, int at) {
		return this.database.arguments("--server.port=" + at, "--sluice.demo.enabled=true",
				"--sluice.simulator.enabled=false",
				"--sluice.processors.simulator.url=" + new Simulator(simulator.port()).url(),
				"--sluice.operations.call-timeout=2s", "--sluice.operations.lease=6s",
				"--sluice.operations.first-retry=100ms", "--sluice.operations.max-retry=1s",
				"--sluice.operations.recovery-interval=200ms");
	}

	/** As with the image's argument, before instances of the new version start. */
	private void migrate() throws IOException, InterruptedException {
		try (SluiceProcess migration = SluiceProcess.start(this.folder, this.database.arguments("migrate"))) {
			assertThat(migration.awaitExit()).as(migration.output()).isZero();
		}
	}

	private void areSound(List<Client.Reply> answers, SluiceProcess simulator) throws Exception {
		Books books = new Books(this.rows, new Rows(this.book.dataSource()), new Simulator(simulator.port()));
		books.awaitQuiet();
		books.areSound(answers);
	}

	private long version() throws SQLException {
		return this.rows.read("select max(version::int) from flyway_schema_history where success").getFirst().number(0);
	}

	private long last() throws SQLException {
		return this.rows.read("select max(position) from journal").getFirst().number(0);
	}

}
