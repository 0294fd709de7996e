package dev.sluice.proof.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import dev.sluice.proof.Books;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that dies again and again, between a processor and a merchant that do not.
 */
class KilledGatewayTests {

	private static final int KILLS = Integer.getInteger("proof.kills", 3);

	private static final int PAYMENTS_PER_LIFE = 25;

	private static final int AT_ONCE = 16;

	/** Some die before they have looked at what the one before left undone. */
	private static final int LONGEST_LIFE_MILLIS = 1_500;

	@TempDir
	private Path folder;

	@Test
	void bothBooksAgreeHoweverOftenTheGatewayIsKilled() throws Exception {
		long seed = Campaign.seed();
		Random random = new Random(seed);
		TestDatabase ours = TestDatabase.create();
		TestDatabase theirs = TestDatabase.create();
		try (SluiceProcess simulator = SluiceProcess
			.start(this.folder, theirs.arguments("simulator", "--server.port=0",
					"--sluice.simulator.pending-delay=300ms", "--sluice.simulator.challenge-validity=2s"))
			.awaitOutput("Started StandaloneSimulator")) {
			Simulator processor = new Simulator(simulator.port());
			processor.hasABadDay(seed);
			// Callbacks and clients find the gateway there after each restart.
			int port = Ports.free();
			Campaign campaign = new Campaign(seed, new Client(List.of(port)), AT_ONCE);
			for (int life = 0; life < KILLS; life++) {
				try (SluiceProcess gateway = gateway(ours, processor, port).awaitOutput("Sluice is ready.")) {
					Campaign _ = campaign.start(PAYMENTS_PER_LIFE);
					Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
					gateway.kill();
				}
			}
			try (SluiceProcess _ = gateway(ours, processor, port).awaitOutput("Sluice is ready.")) {
				List<Client.Reply> answers = campaign.await();

				Books books = new Books(new Rows(ours.dataSource()), new Rows(theirs.dataSource()), processor);
				books.awaitQuiet();
				books.areSound(answers);
			}
		}
	}

	private SluiceProcess gateway(TestDatabase database, Simulator processor, int port) throws Exception {
		return SluiceProcess.start(this.folder,
				database.arguments("--server.port=" + port, "--sluice.demo.enabled=true",
						"--sluice.simulator.enabled=false", "--sluice.processors.simulator.url=" + processor.url(),
						"--sluice.operations.call-timeout=1s", "--sluice.operations.lease=3s",
						"--sluice.operations.first-retry=100ms", "--sluice.operations.max-retry=1s",
						"--sluice.operations.recovery-interval=200ms"));
	}

}
