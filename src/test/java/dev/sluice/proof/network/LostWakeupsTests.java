package dev.sluice.proof.network;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.sluice.proof.Client;
import dev.sluice.proof.Follower;
import dev.sluice.proof.Instance;
import dev.sluice.proof.network.TcpRelay.Link;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Readers of an instance to which nobody tells what another one writes. */
class LostWakeupsTests {

	private static final int PAYMENTS = 40;

	private static final Map<String, Object> TERMS = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private TcpRelay relay;

	private Instance writer;

	private Instance reader;

	private int paid;

	@BeforeEach
	void start() throws Exception {
		this.relay = new TcpRelay(this.database);
		this.writer = Instance.start(this.database, Map.of());
		this.reader = Instance.startWith(new Simulator(this.writer.port()).url(), this.relay.relayed(), Map.of());
	}

	@AfterEach
	void stop() throws Exception {
		this.reader.close();
		this.writer.close();
		this.relay.close();
	}

	@Test
	void missNothingWhenTheListeningConnectionIsKilled() throws Exception {
		missNothingWhen((listening) -> kill(listening.backend()));
	}

	@Test
	void missNothingWhenNothingComesThroughTheListeningConnection() throws Exception {
		missNothingWhen(Link::clog);
	}

	private void missNothingWhen(Consumer<Link> mishap) throws Exception {
		try (Follower follower = Follower.of(this.reader.port())) {
			Link listening = listening();
			pay();
			follower.hasSeenAllUpTo(head());

			Thread paying = Thread.startVirtualThread(this::pay);
			mishap.accept(listening);
			paying.join();
			follower.hasSeenAllUpTo(head());

			pay();
			follower.hasSeenAllUpTo(head());
			assertThat(follower.visits()).isEqualTo(1);
		}
	}

	private Link listening() {
		return await().until(() -> this.relay.linksThatSaid("LISTEN"), (links) -> links.size() == 1).getFirst();
	}

	private void kill(int backend) {
		try {
			assertThat(this.rows.read("select pg_terminate_backend(" + backend + ")").getFirst().get(0))
				.isEqualTo(true);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void pay() {
		Client client = new Client(List.of(this.writer.port()));
		try {
			for (int i = 0; i < PAYMENTS; i++) {
				this.paid++;
				assertThat(client.ask("payment-" + this.paid, "/v1/payments", TERMS).isDone()).isTrue();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long head() throws Exception {
		return this.rows.read("select max(position) from journal").getFirst().number(0);
	}

}
