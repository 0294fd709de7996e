package dev.sluice.proof.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.sluice.proof.Books;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.proof.Follower;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway that dies again and again, between a processor and a merchant that do not.
 */
class KilledGatewayTests {

	private static final int PAYMENTS_PER_LIFE = 25;

	private static final int AT_ONCE = 16;

	/** Some die before they have looked at what the one before left undone. */
	private static final int LONGEST_LIFE_MILLIS = 1_500;

	/** What the log says of a word that contradicts the book, or of a second charge. */
	private static final String CONTRADICTION = "which is recorded as";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource
	void bothBooksAgreeHoweverOftenTheGatewayIsKilled(Processor processor) throws Exception {
		long seed = Campaign.seed();
		Random random = new Random(seed);
		int kills = Integer.getInteger("proof.kills", 1);
		TestDatabase ours = TestDatabase.create();
		// Callbacks and clients find the gateway there after each restart.
		int port = Ports.free();
		try (Acquirer acquirer = start(processor, seed)) {
			Campaign campaign = new Campaign(seed, new Client(List.of(port)), AT_ONCE, acquirer.wallet());
			SluiceProcess gateway = gateway(ours, acquirer, port);
			try (Follower follower = Follower.of(port)) {
				acquirer.open(port);
				for (int life = 0; life < kills; life++) {
					Campaign _ = campaign.start(PAYMENTS_PER_LIFE);
					Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
					gateway.kill();
					isNotContradicted(gateway);
					gateway.close();
					gateway = gateway(ours, acquirer, port);
				}
				List<Client.Reply> answers = campaign.await();

				Rows rows = new Rows(ours.dataSource());
				Books books = acquirer.books(rows);
				books.awaitQuiet();
				books.awaitAllHeard();
				books.areSound(answers);
				isNotContradicted(gateway);
				follower.hasSeenAllUpTo(rows.read("select max(position) from journal").getFirst().number(0));
				System.out.printf("%s: %d payments, %d kills, %d events%n", processor, kills * PAYMENTS_PER_LIFE, kills,
						follower.position());
			}
			finally {
				gateway.close();
			}
		}
	}

	/** No processor has said anything else than what is in the book. */
	private static void isNotContradicted(SluiceProcess gateway) {
		assertThat(gateway.output()).doesNotContain(CONTRADICTION);
	}

	private SluiceProcess gateway(TestDatabase database, Acquirer acquirer, int port) throws Exception {
		return SluiceProcess
			.start(this.folder,
					database.arguments(Stream.concat(Stream.of("--server.port=" + port, "--sluice.demo.enabled=true",
							"--sluice.simulator.enabled=false", "--sluice.emulators.enabled=false",
							"--sluice.operations.call-timeout=1s", "--sluice.operations.lease=3s",
							"--sluice.operations.first-retry=100ms", "--sluice.operations.max-retry=1s",
							"--sluice.operations.recovery-interval=200ms", "--sluice.processors.notifications.lease=3s",
							"--sluice.processors.notifications.interval=200ms"), acquirer.settings().stream())
						.toArray(String[]::new)))
			.awaitOutput("Sluice is ready.");
	}

	private Acquirer start(Processor processor, long seed) throws Exception {
		return switch (processor) {
			case SIMULATOR -> SimulatedAcquirer.start(this.folder, seed);
			case STRIPE -> StripeAcquirer.start(this.folder, seed);
			case ADYEN -> AdyenAcquirer.start(this.folder, seed);
		};
	}

	/** Where the money is moved. */
	enum Processor {

		SIMULATOR, STRIPE, ADYEN

	}

}
