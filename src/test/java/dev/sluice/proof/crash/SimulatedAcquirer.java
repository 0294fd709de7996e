package dev.sluice.proof.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.sluice.proof.Books;
import dev.sluice.proof.Wallet;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;

/** The simulator, which serves all merchants. */
record SimulatedAcquirer(SluiceProcess process, Simulator simulator, Rows book, long seed) implements Acquirer {

	static Acquirer start(Path folder, long seed) throws IOException {
		TestDatabase database = TestDatabase.create();
		SluiceProcess process = SluiceProcess.start(folder, database.arguments("simulator", "--server.port=0",
				"--sluice.simulator.pending-delay=300ms", "--sluice.simulator.challenge-validity=2s"))
			.awaitOutput("Started StandaloneSimulator");
		return new SimulatedAcquirer(process, new Simulator(process.port()), new Rows(database.dataSource()), seed);
	}

	@Override
	public List<String> settings() {
		return List.of("--sluice.processors.simulator.url=" + this.simulator.url());
	}

	@Override
	public Wallet wallet() {
		return Wallet.SIMULATED;
	}

	@Override
	public void open(int port) throws IOException, InterruptedException {
		this.simulator.hasABadDay(this.seed);
	}

	@Override
	public Books books(Rows gateway) {
		return new Books(gateway, this.book, this.simulator);
	}

	@Override
	public void close() throws IOException {
		this.process.close();
	}

}
