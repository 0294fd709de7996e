package dev.sluice.proof.proxies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.testing.Ports;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;

/**
 * Two gateways on one database, and a processor that outlives them, at addresses of their
 * own as machines have them, so that both listen at the same ports.
 */
final class Gateways implements AutoCloseable {

	/** The proxies', since a connection to the loopback comes from there. */
	private static final String TRUSTED = "127.0.0.1";

	private static final String[] SETTINGS = { "--sluice.demo.enabled=true", "--sluice.web.trusted-proxies=" + TRUSTED,
			"--sluice.attempts.credentials=5", "--sluice.simulator.slow-delay=200ms",
			"--sluice.operations.call-timeout=2s", "--sluice.operations.lease=5s",
			"--sluice.operations.first-retry=100ms", "--sluice.operations.recovery-interval=200ms",
			"--sluice.feed.retry=50ms", "--sluice.postgres.silence=1m", "--sluice.postgres.failing=1m",
			"--sluice.journal.queue-timeout=1m" };

	private static final int LINES_OF_AN_ERROR = 8;

	private final Path folder;

	private final List<SluiceProcess> begun = new ArrayList<>();

	private final TestDatabase database = TestDatabase.create();

	private final TestDatabase book = TestDatabase.create();

	private final SluiceProcess simulator;

	private final int port = Ports.free();

	private final int managementPort = Ports.free();

	private final Gateway first = new Gateway(1);

	private final Gateway second = new Gateway(2);

	Gateways(Path folder) throws IOException {
		this.folder = folder;
		this.simulator = SluiceProcess.start(folder,
				this.book.arguments("simulator", "--server.port=0", "--sluice.simulator.slow-delay=200ms"));
	}

	void start() throws IOException {
		var _ = this.simulator.awaitOutput("Started StandaloneSimulator");
		this.first.begin();
		this.second.begin();
		this.first.awaitReady();
		this.second.awaitReady();
	}

	TestDatabase database() {
		return this.database;
	}

	/** Of the processor. */
	TestDatabase book() {
		return this.book;
	}

	Gateway first() {
		return this.first;
	}

	Gateway second() {
		return this.second;
	}

	List<Gateway> both() {
		return List.of(this.first, this.second);
	}

	/** Where a third one would be. */
	String missing() {
		return "127.0.0.13:" + this.port;
	}

	int managementPort() {
		return this.managementPort;
	}

	/** What went wrong in any of them, as they told of it themselves. */
	String errors() {
		StringBuilder errors = new StringBuilder();
		for (SluiceProcess process : this.begun) {
			List<String> lines = process.output().lines().toList();
			for (int i = 0; i < lines.size(); i++) {
				if (lines.get(i).contains(" ERROR ")) {
					lines.subList(i, Math.min(lines.size(), i + LINES_OF_AN_ERROR))
						.forEach((line) -> errors.append(line).append(System.lineSeparator()));
				}
			}
		}
		return errors.toString();
	}

	@Override
	public void close() throws IOException {
		this.first.close();
		this.second.close();
		this.simulator.close();
	}

	/** One of them, which may end and begin again. */
	final class Gateway {

		private final int number;

		private SluiceProcess process;

		@SuppressWarnings("NullAway")
		private Gateway(int number) {
			this.number = number;
		}

		int number() {
			return this.number;
		}

		String host() {
			return "127.0.0.1" + this.number;
		}

		String place() {
			return host() + ":" + Gateways.this.port;
		}

		int port() {
			return Gateways.this.port;
		}

		void restart() throws IOException {
			this.process.close();
			begin();
			awaitReady();
		}

		private void begin() throws IOException {
			this.process = SluiceProcess.start(Gateways.this.folder, Gateways.this.database.arguments(arguments()));
			Gateways.this.begun.add(this.process);
		}

		private String[] arguments() {
			List<String> all = new ArrayList<>(List.of(SETTINGS));
			all.add("--sluice.processors.simulator.url=" + new Simulator(Gateways.this.simulator.port()).url());
			all.add("--server.address=" + host());
			all.add("--server.port=" + Gateways.this.port);
			all.add("--management.server.address=" + host());
			all.add("--management.server.port=" + Gateways.this.managementPort);
			return all.toArray(String[]::new);
		}

		private void awaitReady() {
			var _ = this.process.awaitOutput("Sluice is ready.");
		}

		/** As in a rolling update. */
		void terminate() throws InterruptedException {
			this.process.terminate();
		}

		/** As where a machine is lost. */
		void kill() throws InterruptedException {
			this.process.kill();
		}

		private void close() throws IOException {
			if (this.process != null) {
				this.process.close();
			}
		}

	}

}
